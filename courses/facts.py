"""Facts that floors above us bring down when they ask for something."""

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
