from mrdtracker.domain.pack_page import PackPage
from tests.rules.small_pack import loaded


def test_a_page_has_lines_to_sign_on():
    from mrdtracker.rules.page import page_of

    page = page_of(loaded())

    assert isinstance(page, PackPage)
    assert page.signatures == ("Name", "Function", "Date", "Signature")
