import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check of a settlement: what was found, against what, and how to mend it."""

    code: str
    severity: str  # finance.enums.Severity
    message: str
    expense_id: int | None = None


@dataclass(frozen=True, slots=True)
class SettlementTotals:
    """Whole đồng. ``balance`` > 0: the unit still pays back; < 0: the federation still pays out."""

    estimated: int
    advanced: int
    spent: int
    accepted: int

    @property
    def balance(self):
        return self.advanced - self.accepted

    @property
    def balance_size(self):
        return abs(self.balance)

    @property
    def balance_label(self):
        """The name of the third number of every money page."""
        if self.balance > 0:
            return _("Still to pay back")
        return _("Still to be paid out") if self.balance < 0 else _("Nothing left to settle")


@dataclass(frozen=True, slots=True)
class AdvanceRoom:
    """How much of an approved estimate may still be asked for in advance, in whole đồng."""

    estimated: int
    advanced: int

    @property
    def left(self):
        return max(0, self.estimated - self.advanced)


@dataclass(frozen=True, slots=True)
class NormRow:
    """One line of the table of norms; ``max_amount`` in đồng or per cent, None when nobody has read it yet."""

    code: str
    label: str
    unit: str
    calculation: str
    max_amount: int | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    evidence: str
    legal_basis: str
    conditions: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What finance accepts of one expense, in đồng, and why not all of it."""

    expense_id: int
    accepted_amount: int
    exclusion_reason: str = ""


@dataclass(frozen=True, slots=True)
class TaughtSession:
    """A half-day of the timetable as the checks see it."""

    pk: int
    held_on: dt.date
    periods: int
    lecturers: int
    is_closed: bool  # the register of who came is closed


@dataclass(frozen=True, slots=True)
class UsedVoucher:
    """A voucher that another class of the same federation has already put into its settlement."""

    voucher_number: str
    supplier: str
    course: str
    organisation_id: int


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """Everything the checks of one settlement look at; nothing here asks the database again."""

    organisation_id: int
    starts_on: dt.date
    ends_on: dt.date
    capacity: int
    expenses: tuple  # finance.models.Expense
    estimate: tuple  # courses.models.EstimateLine
    sessions: tuple  # TaughtSession
    attendance: object  # trainees.facts.AttendanceFacts
    norms: tuple  # finance.models.SpendingNorm
    used: tuple = ()  # UsedVoucher
    advanced: int = 0
    waiting_advances: int = 0
