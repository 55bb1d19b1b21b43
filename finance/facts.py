from dataclasses import dataclass


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
