"""Children after a remission, as the relapse pack sees them."""

from tests.rules.cases import case_of, result, view_of

REMISSION = {"events": [{"kind": "remission", "day": 33}]}


def pcr(day, value, target="IGH", **more):
    return result(day, value, method="ig_tr_pcr", target=target, **more)


def relapse_view(packs, *results, course=None, **patient):
    case = case_of(*results, course=REMISSION if course is None else course, **patient)
    return view_of(packs["pdl-relapse"], case)
