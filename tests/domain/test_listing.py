from mrdtracker.domain.listing import PatientPage, PatientQuery


def test_a_total_that_nobody_counted_to_the_end_says_so():
    assert PatientPage((), 47).total_text == "47"
    assert PatientPage((), 1000, is_capped=True).total_text == "1000+"


def test_a_query_asks_for_everybody_by_default():
    query = PatientQuery()

    assert (query.search, query.after, query.limit) == ("", None, 100)
    assert (query.level, query.flag, query.group, query.protocol, query.is_missing) == (None,) * 5


def test_only_what_the_rules_said_can_be_an_old_answer():
    assert not PatientQuery(search="a", protocol="x").asks_the_rules
    for query in (
        PatientQuery(level="high"),
        PatientQuery(flag="PPR"),
        PatientQuery(group="HR"),
        PatientQuery(is_missing=False),
    ):
        assert query.asks_the_rules
