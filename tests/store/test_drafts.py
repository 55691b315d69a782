import pytest

from mrdtracker.domain.draft import Draft
from mrdtracker.domain.errors import StoreError
from mrdtracker.store.drafts import Drafts
from mrdtracker.store.verify import verify

FIELDS = {"value": "0.05 %", "note": "Müller 환자", "quality": ["clotted"], "pull": 2}


@pytest.fixture
def drafts(lab):
    return Drafts(lab.database, "Kim", lab.clock)


def test_a_draft_survives_the_program_and_only_its_person_sees_it(lab, drafts):
    drafts.keep("measurement", "patient-1", FIELDS)
    lab.open()

    mine = Drafts(lab.database, "Kim", lab.clock)
    assert mine.of("measurement", "patient-1") == Draft(
        "measurement", "patient-1", FIELDS, lab.clock.now
    )
    assert mine.of("measurement", "patient-2") is None
    assert Drafts(lab.database, "Lee", lab.clock).all() == ()


def test_a_draft_takes_the_place_of_the_one_before(lab, drafts):
    drafts.keep("sample", "", {"code": "1"})
    lab.clock.move(seconds=3)
    drafts.keep("measurement", "", {})
    lab.clock.move(seconds=3)
    drafts.keep("sample", "", {"code": "12"})

    assert [(one.form, one.fields) for one in drafts.all()] == [
        ("sample", {"code": "12"}),
        ("measurement", {}),
    ]


def test_a_draft_is_discarded_once_and_twice(drafts):
    drafts.keep("sample", "", {})

    drafts.discard("sample", "")
    drafts.discard("sample", "")

    assert drafts.all() == ()


def test_a_draft_leaves_no_entry_and_the_record_whole(lab, drafts):
    lab.put_one_patient()
    head = lab.queries.head()

    drafts.keep("sample", "", FIELDS)

    assert lab.queries.head() == head
    assert verify(lab.database).findings == ()


def test_a_viewer_keeps_nothing_and_says_nothing(lab, drafts):
    drafts.keep("sample", "", FIELDS)
    viewer = Drafts(lab.open(read_only=True), "Kim", lab.clock)

    viewer.keep("sample", "", {})
    viewer.discard("sample", "")

    assert viewer.of("sample", "").fields == FIELDS


def test_a_damaged_draft_is_named_damage(lab, drafts):
    drafts.keep("sample", "", {})
    with lab.shell() as connection:
        connection.execute("UPDATE draft SET fields = '{'||'}}'")
    lab.open()

    with pytest.raises(StoreError, match="damaged"):
        Drafts(lab.database, "Kim", lab.clock).all()
