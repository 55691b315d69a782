import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.store.failures import ReadOnlyStoreError
from mrdtracker.store.saved_views import LONGEST_NAME, SavedViews
from mrdtracker.store.verify import verify


@pytest.fixture
def views(lab):
    return SavedViews(lab.database, "Kim", lab.clock)


def named(views, page="patients"):
    return [(one.name, one.is_shared) for one in views.of_page(page)]


def test_a_person_sees_her_own_views_and_the_shared_ones(lab, views):
    views.save("patients", "week", {"flag": "PPR"})
    views.save("patients", "Board", {}, is_shared=True)
    views.save("patients", "Alpha", {})
    views.save("cohort", "T-ALL", {})
    lee = SavedViews(lab.database, "Lee", lab.clock)
    lee.save("patients", "week", {"flag": "M3"})

    assert named(views) == [("Alpha", False), ("week", False), ("Board", True)]
    assert named(lee) == [("week", False), ("Board", True)]
    assert views.of_page("patients")[1].content == {"flag": "PPR"}
    assert lee.of_page("patients")[0].content == {"flag": "M3"}


def test_saving_under_a_name_again_replaces_the_persons_own_view(lab, views):
    views.save("patients", "Board", {"a": 1}, is_shared=True)
    lab.clock.move(hours=1)

    saved = views.save("patients", "  Board ", {"a": 2}, is_shared=True)

    assert views.of_page("patients") == (saved,)
    assert (saved.saved_by, saved.saved_at, saved.name) == ("Kim", lab.clock.now, "Board")


def test_a_shared_view_is_changed_and_removed_by_its_maker_alone(lab, views):
    made = views.save("patients", "Board", {"a": 1}, is_shared=True)
    lee = SavedViews(lab.database, "Lee", lab.clock)
    assert views.is_own(made)
    assert not lee.is_own(made)

    with pytest.raises(InvalidInputError) as refused:
        lee.save("patients", "Board", {"a": 2}, is_shared=True)
    assert str(refused.value) == (
        "Board was shared by Kim, and nobody else may change it. Save yours under another name."
    )
    with pytest.raises(InvalidInputError, match="shared by Kim, and nobody else"):
        lee.remove(made)
    lee.save("patients", "Board", {"a": 3})

    assert views.of_page("patients") == (made,)
    views.remove(made)
    assert named(lee) == [("Board", False)]


def test_what_somebody_else_shares_goes_for_a_reason_that_the_journal_keeps(lab, views):
    made = views.save("board", "Late", {"a": 1}, is_shared=True)
    views.save("board", "Late", {"a": 2})
    lee = SavedViews(lab.database, "Lee", lab.clock)
    with pytest.raises(InvalidInputError, match="removed for a reason"):
        lee.retire(made, " ")

    entry = lee.retire(made, " Kim has\nleft. ")

    assert (entry.actor, entry.reason) == ("Lee", "Kim has left.")
    assert entry.label == "Remove the board 'Late' that Kim shared"
    assert lab.queries.journal(limit=1) == (entry,)
    assert named(views, "board") == [("Late", False)]
    assert verify(lab.database).findings == ()


def test_a_view_that_is_gone_leaves_no_entry(lab, views):
    made = views.save("board", "Late", {}, is_shared=True)
    lee = SavedViews(lab.database, "Lee", lab.clock)
    views.remove(made)
    head = lab.queries.head()

    with pytest.raises(InvalidInputError, match="Late is not there any more"):
        lee.retire(made, "Kim has left.")

    assert lab.queries.head() == head
    viewer = SavedViews(lab.open(read_only=True), "Lee", lab.clock)
    with pytest.raises(ReadOnlyStoreError):
        viewer.retire(made, "Kim has left.")


def test_a_view_is_removed_and_another_of_that_name_stays(views):
    mine = views.save("patients", "week", {})
    views.save("patients", "week", {}, is_shared=True)

    views.remove(mine)
    views.remove(mine)

    assert named(views) == [("week", True)]


@pytest.mark.parametrize("name", ["", "  ", "x" * (LONGEST_NAME + 1)])
def test_a_view_needs_a_name(views, name):
    with pytest.raises(InvalidInputError, match="needs a name"):
        views.save("patients", name, {})


def test_a_view_leaves_no_entry_and_the_record_whole(lab, views):
    lab.put_one_patient()
    head = lab.queries.head()

    views.save("patients", "week", {})

    assert lab.queries.head() == head
    assert verify(lab.database).findings == ()


def test_a_viewer_reads_views_and_offers_no_saving(lab, views):
    assert views.may_save
    view = views.save("patients", "week", {})
    viewer = SavedViews(lab.open(read_only=True), "Kim", lab.clock)

    assert viewer.of_page("patients") == (view,)
    assert not viewer.may_save
    with pytest.raises(ReadOnlyStoreError):
        viewer.save("patients", "week", {})
    with pytest.raises(ReadOnlyStoreError):
        viewer.remove(view)


@pytest.mark.parametrize(
    "damage",
    ["content = '{'||'}}'", "content = '{' || ']}'", "saved_at = '2025-19-39T29:'"],
)
def test_a_damaged_view_stands_in_its_place_and_can_be_removed(lab, views, damage):
    whole = views.save("patients", "a", {"flag": "PPR"})
    views.save("patients", "week", {})
    with lab.shell() as connection:
        connection.execute(f"UPDATE saved_view SET {damage} WHERE name = 'week'")  # noqa: S608
    lab.open()

    views = SavedViews(lab.database, "Kim", lab.clock)
    first, second = views.of_page("patients")

    assert first == whole
    assert (second.name, second.content) == ("week", None)
    views.remove(second)
    assert views.of_page("patients") == (whole,)
