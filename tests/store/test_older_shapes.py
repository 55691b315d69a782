from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.records import PackEdition, Patient
from mrdtracker.store import older_shapes
from mrdtracker.store.database import open_store
from mrdtracker.store.drafts import Drafts
from mrdtracker.store.queries import Queries
from mrdtracker.store.rekey import replace_key
from mrdtracker.store.reports import ReportsRead, label_copies, reports_of
from mrdtracker.store.saved_views import SavedViews
from mrdtracker.store.verify import verify
from tests.builders import StoppedClock
from tests.store.old_store import old_store


def test_a_viewer_reads_an_older_file_as_it_lies(tmp_path):
    path = old_store(tmp_path, 1)
    before = path.read_bytes()

    with open_store(path, key_folder=tmp_path, read_only=True) as database:
        queries = Queries(database)
        assert older_shapes.version_of(database.db) == 1
        assert queries.record(Patient, "patient-1").pack_edition is None
        assert queries.export_page(PackEdition) == ()
        assert [one.code for one in queries.export_page(Patient)] == ["S-0001"]
        assert [row.code for row in queries.patient_page(PatientQuery(search="kim")).rows] == [
            "S-0001"
        ]
        assert len(queries.patients_by_code(["S-0001"])["S-0001"].measurements) == 2
        assert len(queries.journal()) == 2
        assert verify(database).findings == ()

    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.glob("*.mrd")] == ["lab.mrd"]


def test_a_viewer_reads_a_file_from_before_reports(tmp_path):
    path = old_store(tmp_path, 2)
    before = path.read_bytes()

    with open_store(path, key_folder=tmp_path, read_only=True) as database:
        queries = Queries(database)
        assert older_shapes.version_of(database.db) == 2
        assert queries.record(Patient, "patient-1").pack_edition is not None
        assert reports_of(database, "patient-1") == ReportsRead()
        assert label_copies(database, ["sample-1"]) == {}
        drafts = Drafts(database, "Kim", StoppedClock())
        drafts.keep("measurement", "", {})
        assert drafts.all() == ()
        assert SavedViews(database, "Kim", StoppedClock()).of_page("patients") == ()
        assert verify(database).findings == ()

    assert path.read_bytes() == before


def test_an_older_file_without_its_key_is_read_and_upgraded_after_a_new_one(tmp_path):
    path = old_store(tmp_path, 1)
    for key in tmp_path.glob("*.key"):
        key.unlink()
    with open_store(path, key_folder=tmp_path) as database:
        assert "key of this file is missing" in database.read_only_reason
        assert Queries(database).record(Patient, "patient-1").name == "Kim Müller"

        replace_key(database, StoppedClock(), actor="Kim", reason="The PC died.")

        assert "Open the file again" in database.read_only_reason
    with open_store(path, key_folder=tmp_path) as database:
        assert database.read_only_reason == ""
        assert older_shapes.version_of(database.db) == 3
        assert verify(database).findings == ()


def test_a_damaged_older_file_is_not_upgraded(tmp_path):
    path = old_store(tmp_path, 1, "DROP INDEX therapy_event_patient;")

    with open_store(path, key_folder=tmp_path) as database:
        assert "therapy_event_patient is missing" in database.read_only_reason
        assert older_shapes.version_of(database.db) == 1
    assert not list(tmp_path.glob("*schema*"))
