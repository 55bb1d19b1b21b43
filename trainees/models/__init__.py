from trainees.models.attendance import AttendanceEvent, AttendanceMark, SessionRegister
from trainees.models.people import Assessment, Enrolment, RosterImport, Trainee

__all__ = [
    "Assessment",
    "AttendanceEvent",
    "AttendanceMark",
    "Enrolment",
    "RosterImport",
    "SessionRegister",
    "Trainee",
]
