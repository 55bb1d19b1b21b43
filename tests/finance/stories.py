"""A class that is over, with closed registers and people in them; money on top of it where a test asks."""

import datetime as dt
import uuid

from django.urls import reverse
from django.utils import timezone

from courses.enums import CourseStatus, RegistrationStatus
from finance.enums import Evidence, NormCalculation
from finance.models import Advance, Expense, Settlement, SpendingNorm
from tests.factories import OPENING, assign, enrol, make_course, make_lecturer, make_registration
from trainees.enums import Presence, RegisterStatus
from trainees.models import AttendanceEvent, AttendanceMark, SessionRegister

DUE = OPENING + dt.timedelta(days=40)
ESTIMATE = ((4, 1_000_000), (20, 20_000), (10, 150_000))  # 4.000.000 + 400.000 + 1.500.000


def make_class(unit, *, people=5, closed=True, status=CourseStatus.COMPLETED, estimate=ESTIMATE):
    """Two days, four half-days, one lecturer throughout; everybody came every time."""
    registration = make_registration(
        unit, status=RegistrationStatus.APPROVED, estimate=estimate, expected_trainees=max(people, 1)
    )
    course = make_course(unit, registration=registration, status=status)
    lecturer = make_lecturer(unit.federation)
    enrolments = [enrol(course) for _number in range(people)]
    for session in course.sessions.all():
        assign(session, lecturer)
        SessionRegister.objects.create(
            session=session, status=RegisterStatus.CLOSED if closed else RegisterStatus.OPEN
        )
        for enrolment in enrolments:
            mark(session, enrolment)
    return course


def mark(session, enrolment, status=Presence.PRESENT):
    now = timezone.now()
    event = AttendanceEvent.objects.create(
        uuid=uuid.uuid4(), session=session, enrolment=enrolment, status=status, marked_at=now
    )
    return AttendanceMark.objects.create(
        session=session, enrolment=enrolment, status=status, marked_at=now, event=event
    )


def make_norm(code="HV_GIAIKHAT", **fields):
    return SpendingNorm.objects.create(
        **{
            "code": code,
            "label": f"Định mức {code}",
            "unit": "đồng",
            "calculation": NormCalculation.PER_UNIT,
            "max_amount": 20_000,
            "valid_from": dt.date(2018, 1, 1),
            "evidence": Evidence.VERIFIED,
            "legal_basis": "Quyết định thử",
            **fields,
        }
    )


def make_advance(course, **fields):
    return Advance.objects.create(
        **{
            "course": course,
            "organisation": course.organisation,
            "amount": 1_000_000,
            "purpose": "Chi tổ chức lớp",
            "due_on": DUE,
            **fields,
        }
    )


def make_settlement(course, **fields):
    return Settlement.objects.create(course=course, organisation=course.organisation, **fields)


def make_expense(settlement, **fields):
    fields = {
        "description": "Tài liệu học viên",
        "spent_on": settlement.course.starts_on,
        "quantity": 5,
        "unit_price": 100_000,
        "voucher_number": f"HD-{uuid.uuid4().hex[:8]}",
        "supplier": "Cửa hàng Mẫu",
        **fields,
    }
    if "estimate_line" not in fields:
        fields["estimate_line"] = settlement.course.registration.estimate_lines.last()
    return Expense.objects.create(
        settlement=settlement, amount=fields["quantity"] * fields["unit_price"], **fields
    )


def ready_settlement(course, *, dung, **fields):
    """Drafted by Dũng, with one expense that no check blocks and an explanation of the rest."""
    settlement = make_settlement(course, created_by=dung, explanation="Theo thực tế.", **fields)
    make_expense(settlement)
    return settlement


def url(name, row=None):
    return reverse(f"finance:{name}", args=[row.pk] if row is not None else [])
