"""Facts that floors above us bring down when they ask for something."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """What the trainees' floor knows about a class: people enrolled, registers still open, people without result."""

    enrolled: int
    open_registers: int = 0
    unassessed: int = 0


@dataclass(frozen=True, slots=True)
class EstimateItem:
    """One line of a class estimate; amounts in whole đồng."""

    description: str
    unit: str
    quantity: int
    unit_price: int

    @property
    def amount(self):
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class QuotaItem:
    """How many classes and trainees a plan gives to one unit."""

    organisation_id: int
    courses: int
    trainees: int


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """One row of a timetable form: the lecturer the writer saw there, and the one he or she wants (or None)."""

    session_id: int
    before: object
    lecturer: object
    override_reason: str = ""


# Public holidays by the solar calendar, (month, day): Bộ luật Lao động 2019 (Luật 45/2019/QH14), Điều 112.
# The second day of Quốc khánh (1/9 or 3/9) is chosen by the Prime Minister every year.
FIXED_HOLIDAYS = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})
# Days off that a decision fixes year by year: Tết, Giỗ Tổ Hùng Vương (lunar), the second day of Quốc khánh.
# Fill in only with the decision as the source: {date: "số, ngày của quyết định hoặc thông báo"}.
DECIDED_HOLIDAYS: dict[dt.date, str] = {}


def day_off(day):
    """Whether a day is a public holiday as far as the tables above know."""
    return (day.month, day.day) in FIXED_HOLIDAYS or day in DECIDED_HOLIDAYS
