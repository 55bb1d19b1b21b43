"""A class that is over, with people who completed it, and the road of their certificates, step by step."""

import datetime as dt

from certificates.services import approve_batch, create_batch, issue_batch, submit_batch
from courses.enums import CourseStatus
from tests.factories import enrol, make_authority, make_course
from trainees.enums import Result

ISSUED_ON = dt.date(2022, 6, 20)


def make_completed_course(unit, *, people=3, failed=0, **fields):
    course = make_course(unit, status=CourseStatus.COMPLETED, **fields)
    for _number in range(people):
        enrol(course, result=Result.COMPLETED)
    for _number in range(failed):
        enrol(course, result=Result.NOT_COMPLETED, result_reasons=["Vắng 2 buổi"])
    return course


def submitted(unit, *, proposer, leader, people=3, **fields):
    """A proposal that lies before the leader."""
    course = make_completed_course(unit, people=people, **fields)
    batch = create_batch(course, actor=proposer)
    return submit_batch(batch, authority=make_authority(unit.federation, leader), actor=proposer)


def approved(unit, *, proposer, leader, **fields):
    batch = submitted(unit, proposer=proposer, leader=leader, **fields)
    return approve_batch(batch, on=ISSUED_ON, actor=leader)


def issued(unit, *, proposer, leader, clerk, issued_on=ISSUED_ON, **fields):
    """A batch whose certificates are numbered, and not yet drawn."""
    batch = approved(unit, proposer=proposer, leader=leader, **fields)
    return issue_batch(batch, issued_on=issued_on, actor=clerk)
