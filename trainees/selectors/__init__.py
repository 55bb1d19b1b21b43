"""What pages and the floors above read about trainees; nothing here writes."""

from trainees.selectors.attendance import attendance_facts, course_sessions, session_roll
from trainees.selectors.matching import match_people
from trainees.selectors.results import completion, course_results, roster_facts, rule_of
from trainees.selectors.roster import course_roster, preview_of

__all__ = [
    "attendance_facts",
    "completion",
    "course_results",
    "course_roster",
    "course_sessions",
    "match_people",
    "preview_of",
    "roster_facts",
    "rule_of",
    "session_roll",
]
