"""What happens on the trainees' floor, by journey."""

from trainees.services.attendance import (
    close_register,
    fill_present,
    mark_roll,
    record_marks,
    reopen_register,
)
from trainees.services.people import create_trainee
from trainees.services.results import complete_class, record_assessments, start_class
from trainees.services.roster import (
    apply_roster,
    discard_roster,
    stage_roster,
    stage_rows,
    withdraw_enrolment,
)

__all__ = [
    "apply_roster",
    "close_register",
    "complete_class",
    "create_trainee",
    "discard_roster",
    "fill_present",
    "mark_roll",
    "record_assessments",
    "record_marks",
    "reopen_register",
    "stage_roster",
    "stage_rows",
    "start_class",
    "withdraw_enrolment",
]
