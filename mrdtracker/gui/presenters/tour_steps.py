"""The tour of the window: one list of places, words and acts, for the overlay and its test."""

from __future__ import annotations

from dataclasses import dataclass

from mrdtracker.words import mark

# An invented child with a poor early response, later results and an alert: much to look at.
EXAMPLE = "DEMO-08"
PATIENT = "open the example"
FIRST_PATIENT = "first patient"


@dataclass(frozen=True)
class TourStep:
    """One stop of the tour.

    Attributes:
        widget: The name of what is outlined.
        title: A few words.
        text: One or two sentences.
        act: What is done before it is shown: an act of the menus, or "" for nothing.
    """

    widget: str
    title: str
    text: str
    act: str = ""


STEPS: tuple[TourStep, ...] = (
    TourStep(
        "rail",
        mark("Welcome"),
        mark(
            "These sixteen patients are invented: try everything, nothing can go wrong. The rail "
            "leads to every page."
        ),
        "today",
    ),
    TourStep(
        "today",
        mark("What is due today"),
        mark(
            "Every expected sample with its window, worked out from the protocol and the first "
            "dose. What is overdue stands first."
        ),
        "today",
    ),
    TourStep(
        "today",
        mark("A result in one box"),
        mark(
            "F2 on a line takes its result as the report writes it: 0.012 %, neg @ 1e-5, POS < QR "
            "(5E-5). An answer below the box says how it is read."
        ),
        "today",
    ),
    TourStep(
        "board",
        mark("The board"),
        mark(
            "Every child in a row, every time point in a column, each with a sign for where it "
            "stands. Enter does what a cell asks for."
        ),
        "board",
    ),
    TourStep(
        "patients",
        mark("All patients"),
        mark("Protocol day, group, findings and last result. Type to narrow the list."),
        "patients",
    ),
    TourStep(
        "header",
        mark("One patient"),
        mark(
            "Who it is, the day today, the group with its status, and the flags. A group is "
            "assigned only where the facts leave exactly one."
        ),
        PATIENT,
    ),
    TourStep(
        "course",
        mark("The course"),
        mark(
            "Every result as what it is: filled for a number, half filled for positive and not "
            "quantifiable, an open triangle at the limit of a negative."
        ),
        PATIENT,
    ),
    TourStep(
        "why",
        mark("Why, or why not yet"),
        mark(
            "Every question of the published rules with its answer and its source, and what "
            "would settle what is still open."
        ),
        PATIENT,
    ),
    TourStep(
        "records",
        mark("The records"),
        mark("Results, samples, events and facts. F2 amends one; nothing is ever deleted."),
        PATIENT,
    ),
    TourStep(
        "search",
        mark("Find anything"),
        mark("Ctrl+K finds patients, tubes, commands and help from every page."),
        PATIENT,
    ),
    TourStep(
        "cohort",
        mark("Many patients at once"),
        mark(
            "Courses, levels and survival of the children that you choose; who could not be "
            "counted is listed with the reason."
        ),
        "cohort",
    ),
    TourStep(
        "rules",
        mark("The rules"),
        mark("Every pack with its sources, thresholds and editions, as it answers here."),
        "rules",
    ),
    TourStep(
        "history",
        mark("Nothing is lost"),
        mark("Who did what and when, before and after. Undo is an entry like every other."),
        "history",
    ),
    TourStep(
        "help",
        mark("Help where you are"),
        mark("F1 opens the paragraph about the field or page that has the keyboard."),
        "help",
    ),
    TourStep(
        "rail",
        mark("Now your own first patient"),
        mark(
            "The next button opens the laboratory's own store, which is made if it is not there, "
            "and asks for its first patient."
        ),
        "patients",
    ),
)
