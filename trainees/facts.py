"""Plain values that travel between the rooms of this floor and to the floors above."""

from dataclasses import dataclass, field


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
    enrolled: int
