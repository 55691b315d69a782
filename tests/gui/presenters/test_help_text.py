from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import Problem
from mrdtracker.domain.finding import PackOverview, PackReference, PackState
from mrdtracker.gui.presenters.help_text import HelpInks, help_html, pack_lines

INKS = HelpInks("#111111", "#222222", "#333333")


def overview(pack_id, state=PackState.ACTIVE):
    return PackOverview(
        PackReference(pack_id, "1.0.0", "0123456789abcdef", state), DayConvention(0)
    )


def test_packs_say_whom_they_answer_for():
    lines = pack_lines(
        [overview("own"), overview("all"), overview("shown", PackState.DISPLAY_ONLY)],
        ("all",),
        {"broken.toml": (Problem("rule x", "no source"),)},
    )

    assert [line.state for line in lines] == [
        "answers for its own patients · first dose = day 0",
        "answers for every patient · first dose = day 0",
        "shows thresholds only · first dose = day 0",
        "not usable: no answers",
    ]
    assert lines[0].reference == "own 1.0.0 · 0123456789ab"
    assert lines[3].problems == ("rule x: no source",)


def test_the_page_holds_keys_and_packs():
    html = help_html(
        [("Undo", "Ctrl+Z"), ("Redo", "Ctrl+Y"), ("Find <here>", "Ctrl+F")],
        pack_lines([overview("own")], (), {}),
        "0.1.0",
        INKS,
    )

    assert "Ctrl+Y" in html
    assert "Find &lt;here&gt;" in html
    assert "own 1.0.0" in html
