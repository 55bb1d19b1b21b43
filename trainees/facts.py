"""Plain values that travel between the rooms of this floor and to the floors above."""

import datetime as dt
import uuid as uuids
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Completion:
    """Whether one enrolment has completed its class, and why not."""

    sessions: int
    present: int
    percent: int
    is_completed: bool
    reasons: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """What finance checks against: how many came, by day and by session."""

    by_session: dict[int, int]
    by_day: dict[str, int]


@dataclass(frozen=True, slots=True)
class MarkEvent:
    """One tap as a phone tells it: whom, how, and when by the clock of the phone (aware)."""

    uuid: uuids.UUID
    enrolment: int
    status: str
    at: dt.datetime
    minutes_late: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentEntry:
    """How one person's final work was judged; ``essay_passed`` None: not judged yet."""

    enrolment: int
    essay_passed: bool | None = None
    score: Decimal | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a class counts as completed; of the programme. ``topics`` are the compulsory ones taught in the class."""

    min_percent: int
    topics: tuple[tuple[int, str], ...] = ()
    requires_essay: bool = False
