from mrdtracker.domain.listing import PatientPage, PatientQuery


def test_a_total_that_nobody_counted_to_the_end_says_so():
    assert PatientPage((), 47).total_text == "47"
    assert PatientPage((), 1000, is_capped=True).total_text == "1000+"


def test_a_query_asks_for_everybody_by_default():
    query = PatientQuery()

    assert (query.search, query.after, query.limit) == ("", None, 100)
    assert (query.level, query.flag, query.group, query.protocol, query.is_missing) == (None,) * 5
