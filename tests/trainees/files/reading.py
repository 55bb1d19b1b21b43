"""Short words for reading the rosters of ``workbooks``."""

import datetime as dt
from pathlib import Path

import pytest

from tests.trainees.files.workbooks import AN, HEADER, xlsx
from trainees.sheets import RosterError, read_roster

TODAY = dt.date(2026, 11, 22)
FILES = Path(__file__).parent


def read(file, name="ds.xlsx"):
    return read_roster(file, name, today=TODAY)


def codes(roster):
    return [(problem.cell, problem.code, problem.severity) for problem in roster.problems]


def one(**cells):
    """Read a roster of one person, with some cells of AN changed; columns by letter."""
    line = list(AN)
    for letter, value in cells.items():
        line[ord(letter) - 65] = value
    roster = read(xlsx(HEADER, line))
    return roster.rows[0], [(problem.cell, problem.code) for problem in roster.problems]


def refusal(file, name="ds.xlsx"):
    with pytest.raises(RosterError) as caught:
        read(file, name)
    assert f"“{name}”" in str(caught.value)
    return caught.value
