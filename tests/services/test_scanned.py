from mrdtracker.domain.listing import TubePage, TubeRow
from mrdtracker.domain.records import PatientId, SampleId
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.services.scanned import scanned_tubes


def a_tube(number, code):
    return TubeRow(
        SampleId(f"sample-{number}"),
        code,
        Specimen.BONE_MARROW,
        None,
        PatientId("patient-1"),
        "S-0001",
    )


def test_the_whole_code_counts_and_every_slice_is_read():
    slices = {
        None: TubePage((a_tube(1, "T-77"), a_tube(2, "T-771")), 2, 20),
        20: TubePage((a_tube(3, "t-77"),), 1, None),
    }

    found = scanned_tubes(lambda _text, before: slices[before], " T-77 ")

    assert [one.id for one in found] == ["sample-1", "sample-3"]


def test_a_code_that_is_no_tubes_finds_nothing():
    assert scanned_tubes(lambda _text, _before: TubePage(), "T-77") == ()
