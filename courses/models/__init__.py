from courses.models.planning import (
    CommitteeMember,
    PlanQuota,
    Programme,
    ProgrammeTopic,
    Scheme,
    Topic,
    TrainingPlan,
)
from courses.models.registration import ApprovalNotice, CourseRegistration, EstimateLine
from courses.models.running import Course, Lecturer, Session, TeachingAssignment

__all__ = [
    "ApprovalNotice",
    "CommitteeMember",
    "Course",
    "CourseRegistration",
    "EstimateLine",
    "Lecturer",
    "PlanQuota",
    "Programme",
    "ProgrammeTopic",
    "Scheme",
    "Session",
    "TeachingAssignment",
    "Topic",
    "TrainingPlan",
]
