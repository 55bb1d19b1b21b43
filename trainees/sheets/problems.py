"""What a roster says, and what is wrong with it: where, what was found, what is expected, how to mend it."""

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from core.errors import DomainError
from trainees.sheets.catalogue import CATALOGUE, ERROR

LONGEST_FOUND = 300  # characters of the file repeated in a sentence


class RosterError(DomainError):
    """The file cannot be read at all; ``code`` says which refusal it is."""

    def __init__(self, message: str, *, code: str):
        super().__init__(message)
        self.code = code


class Complaint(NamedTuple):
    """A finding about one value, before anybody knows in which cell it stands."""

    code: str
    facts: dict[str, Any] = {}
    found: str | None = None  # instead of the text of the cell, when that must be masked


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """One finding; ``row`` is None and ``column`` empty when it concerns the whole sheet or file."""

    sheet: str
    row: int | None
    column: str
    cell: str
    code: str
    severity: str
    message: str
    found: str
    expected: str
    heading: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class Place(NamedTuple):
    """Where in the file: row counts from 1, column is a letter."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    heading: str = ""

    @property
    def cell(self) -> str:
        return f"{self.column}{self.row}" if self.column else ""

    def sentence(self) -> str:
        names = {**self._asdict(), "cell": self.cell}
        if self.column and self.heading:
            return (
                _("File “%(file)s”, sheet “%(sheet)s”, cell %(cell)s (row %(row)s, column “%(heading)s”)")
                % names
            )
        if self.row:
            return _("File “%(file)s”, sheet “%(sheet)s”, row %(row)s") % names
        return (_("File “%(file)s”, sheet “%(sheet)s”") if self.sheet else _("File “%(file)s”")) % names


def describe(place: Place, complaint: Complaint, found: str) -> RosterProblem:
    """Write the whole sentence of one finding."""
    entry = CATALOGUE[complaint.code]
    found = found if complaint.found is None else complaint.found
    found = found if len(found) <= LONGEST_FOUND else f"{found[:LONGEST_FOUND]}…"
    expected = str(entry.expected) % complaint.facts
    seen = _("found “%(found)s”") % {"found": found} if found else _("the cell is empty")
    sentence = _("%(place)s: %(seen)s. Expected: %(expected)s. %(mend)s") % {
        "place": place.sentence(),
        "seen": str(entry.seen) % {**complaint.facts, "found": found} if entry.seen else seen,
        "expected": expected,
        "mend": str(entry.mend) % complaint.facts,
    }
    return RosterProblem(
        sheet=place.sheet, row=place.row, column=place.column, cell=place.cell, code=complaint.code,
        severity=entry.severity, message=sentence, found=found, expected=expected, heading=place.heading,
    )  # fmt: skip


@dataclass(slots=True)
class RosterRow:
    """One person as written; ``citizen_id`` has 12 digits (9 on an old card), ``phone`` is national (0912345678)."""

    sheet: str
    row: int
    full_name: str = ""
    birth_date: dt.date | None = None
    birth_year: int | None = None
    gender: str = ""
    position: str = ""
    workplace: str = ""
    unit_name: str = ""
    citizen_id: str = ""
    phone: str = ""
    note: str = ""
    problems: list[RosterProblem] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == ERROR for problem in self.problems)

    @property
    def status(self) -> str:
        """``error``, ``warning`` or ``good``: what the preview says about the row."""
        return "error" if self.has_errors else "warning" if self.problems else "good"


class RosterColumn(NamedTuple):
    """A column of the table and the field it was understood as; empty: the column is not read."""

    sheet: str
    column: str
    heading: str
    field: str


class RosterCounts(NamedTuple):
    """Rows: each is counted once as good, with warnings only, or with errors."""

    read: int
    good: int
    warnings: int
    errors: int


@dataclass(slots=True)
class Roster:
    """All people of a file and everything found about them in one pass."""

    file: str
    rows: list[RosterRow] = field(default_factory=list)
    file_problems: list[RosterProblem] = field(default_factory=list)
    columns: list[RosterColumn] = field(default_factory=list)

    @property
    def problems(self) -> list[RosterProblem]:
        """Everything, the file first, then row after row."""
        return [*self.file_problems, *(problem for row in self.rows for problem in row.problems)]

    @property
    def counts(self) -> RosterCounts:
        states = Counter(row.status for row in self.rows)
        return RosterCounts(len(self.rows), states["good"], states["warning"], states["error"])

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids taking the whole file as it is."""
        return any(problem.severity == ERROR for problem in self.problems)

    def by_code(self) -> dict[str, list[RosterProblem]]:
        """Group the findings by repair, the most frequent first (“3 rows: 14, 27, 88”)."""
        groups: dict[str, list[RosterProblem]] = {}
        for problem in self.problems:
            groups.setdefault(problem.code, []).append(problem)
        return dict(sorted(groups.items(), key=lambda item: -len(item[1])))
