"""Thousands of damaged tables: a plan, or one clear refusal, and never anything else."""

import random

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.exchange.csv_import import plan_import
from mrdtracker.exchange.mapping import load_mapping
from mrdtracker.exchange.table import read_table
from tests.exchange.tables import FLOW, LONG, TODAY, a_mapping

FILES = 4_000
MAPPING_FILES = 1_500
NASTY = [
    "1e5",
    "nan",
    "0,1",
    "\u0663.\u0665",
    "\uff11",
    "=1+1",
    '"',
    "\r",
    "\x00",
    "\u202e",
    "\ufeff",
    "1/2/2025",
    "2025-02-30",
    "Percent",
    "<0.01",
    "<0,01",
    "neg",
    "../../x",
    "0",
    "0.0099999",
    "-1",
    "1e-400",
    "1e999",
    "2025-13-01",
    ">10",
    "%",
    "5·10⁻⁴",
    "NA",
    "Unknown",
    "\t",
    ";",
    "|",
    "'=",
    "120/10^6",
]
MAPPINGS = (
    a_mapping(
        FLOW + 'nines = true\nbelow = "negative"\n',
        LONG.replace('"mrd"', '"other"'),
        '[[fact]]\nfield = "age_days"\ncolumn = "age"\n[[fact]]\nfield = "sex"\ncolumn = "sex"\n',
        '[[fact]]\nfield = "diagnosed_on"\ncolumn = "dx"\n',
        '[[event]]\ncolumn = "event"\nvalues = {None = "none", Relapse = "relapse"}\n'
        'time_column = "days"\ncounted_from = "diagnosis"\n',
        '[[note]]\ntitle = "Karyotype"\ncolumn = "karyotype"\n',
    ),
)
HEADER = ["code", "mrd", "sens", "other", "on", "age", "sex", "dx", "event", "days", "karyotype"]


def a_valid_table(chance: random.Random) -> bytearray:
    rows = [HEADER]
    for number in range(chance.randint(1, 6)):
        rows.append(
            [
                f"P{number % 3}",
                chance.choice(["0.1", "0", "<0.01", "0.0099999", ""]),
                chance.choice(["0.01", ""]),
                chance.choice(["0.05 %", "neg (0.001 %)", ""]),
                f"2025-03-{chance.randint(1, 28):02}",
                "1491",
                "male",
                "2025-02-01",
                chance.choice(["None", "Relapse", ""]),
                "300",
                '"46,XX,t(1;19)"',
            ]
        )
    for row in rows[1:]:
        if chance.random() < 0.5:
            row[chance.randrange(len(row))] = chance.choice([*NASTY, "9" * 400])
    delimiter, end = chance.choice(",;\t"), chance.choice(["\n", "\r\n", "\r"])
    text = end.join(delimiter.join(row) for row in rows) + end
    return bytearray(
        text.encode(chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), "replace")
    )


def damage(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.randint(0, 4)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[place : place + chance.randint(1, 19)]
            case 2:
                data[place:place] = chance.randbytes(chance.randint(1, 7))
            case _:
                data[place:place] = data[place : place + chance.randint(1, 40)]
    return bytes(data)


def test_a_damaged_table_gives_a_plan_or_one_refusal():
    chance = random.Random(20261121)  # noqa: S311 - not for secrets
    planned = refused = 0
    for _ in range(FILES):
        data = damage(a_valid_table(chance), chance)
        try:
            plan = plan_import(read_table(data, "damaged"), MAPPINGS[0], today=TODAY)
        except InvalidInputError as error:
            assert error.message  # noqa: PT017 - either is right
            refused += 1
            continue
        planned += 1
        bad = set(plan.bad_lines)
        assert not [one for one in plan.patients if bad & set(one.lines)]

    assert planned > FILES / 4
    assert refused > FILES / 100


def test_a_damaged_mapping_loads_or_lists_its_problems():
    chance = random.Random(20261121)  # noqa: S311 - not for secrets
    from mrdtracker.exchange.mapping import write_mapping

    text = write_mapping(MAPPINGS[0]).encode()
    for _ in range(MAPPING_FILES):
        try:
            load_mapping(damage(bytearray(text), chance), "damaged.toml")
        except InvalidInputError as error:
            assert "damaged.toml" in error.message  # noqa: PT017 - either is right
