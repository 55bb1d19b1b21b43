"""Việc cần làm: each desk finds its own work, nobody finds another's, and the page stays cheap."""

import datetime as dt

import pytest
from django.urls import reverse

from certificates.enums import BatchStatus
from certificates.models import CertificateBatch
from courses.enums import CourseStatus, PlanStatus, RegistrationStatus
from courses.models import ApprovalNotice
from documents.enums import DocumentKind, DocumentStatus
from finance.enums import AdvanceStatus, SettlementStatus
from finance.models import Advance, Settlement
from monitoring.selectors.inbox import inbox
from tests.certificates.stories import make_completed_course
from tests.factories import (
    OPENING,
    assign,
    enrol,
    make_authority,
    make_course,
    make_document,
    make_lecturer,
    make_plan,
    make_quota,
    make_registration,
)
from trainees.enums import ImportStatus, RegisterStatus
from trainees.models import RosterImport, SessionRegister

TODAY = OPENING
FAR = dt.date(2032, 1, 1)


def mine(user, today=TODAY):
    return sorted(entry.url for entry in inbox(user, today) if entry.mine)


def watched(user, today=TODAY):
    return sorted(entry.url for entry in inbox(user, today) if not entry.mine)


def readers(url, cast, today=TODAY):
    """Who has it to do, and who only follows it."""
    return (
        {name for name, user in cast.items() if url in mine(user, today)},
        {name for name, user in cast.items() if url in watched(user, today)},
    )


def test_an_empty_house_has_no_work(cast):
    assert {name: inbox(user, TODAY) for name, user in cast.items() if inbox(user, TODAY)} == {}


# Plans and registrations


@pytest.mark.parametrize(
    ("status", "desk"),
    [
        (PlanStatus.DRAFT, {"an"}),
        (PlanStatus.RETURNED, {"an"}),
        (PlanStatus.SUBMITTED, {"binh"}),
        (PlanStatus.ENDORSED, {"lan"}),
        (PlanStatus.APPROVED, set()),
    ],
)
def test_a_plan_lies_on_one_desk(federation, cast, status, desk):
    plan = make_plan(federation, issued=False, status=status, return_reason="Thiếu kinh phí")

    assert readers(plan.get_absolute_url(), cast) == (desk, set())


def test_whoever_wrote_a_plan_follows_it(federation, cast):
    plan = make_plan(federation, issued=False, status=PlanStatus.SUBMITTED, created_by=cast["an"])

    assert readers(plan.get_absolute_url(), cast) == ({"binh"}, {"an"})


def test_the_reason_of_a_return_is_shown(federation, an):
    make_plan(federation, issued=False, status=PlanStatus.RETURNED, return_reason="Thiếu kinh phí")

    [entry] = inbox(an, TODAY)
    assert "Thiếu kinh phí" in entry.detail


@pytest.mark.parametrize(
    ("status", "desk", "following"),
    [
        (RegistrationStatus.DRAFT, {"dung", "hoa"}, set()),
        (RegistrationStatus.RETURNED, {"dung", "hoa"}, set()),
        (RegistrationStatus.SUBMITTED, {"an", "binh"}, {"dung", "hoa"}),
        (RegistrationStatus.REFUSED, set(), set()),
    ],
)
def test_a_registration_lies_with_the_unit_or_the_department(unit, cast, status, desk, following):
    registration = make_registration(unit, status=status, return_reason="Sửa ngày")

    assert readers(registration.get_absolute_url(), cast) == (desk, following)


def test_a_quota_asks_the_unit_to_register_until_it_has(unit, federation, cast):
    plan = make_plan(federation)
    make_quota(plan, unit)
    url = reverse("courses:registration-create", args=[plan.pk])
    assert readers(url, cast) == ({"dung", "hoa"}, set())

    make_registration(unit, plan=plan)

    assert readers(url, cast) == (set(), set())


def test_a_plan_that_is_not_out_asks_nobody_to_register(unit, federation, cast):
    plan = make_plan(federation, issued=False, status=PlanStatus.ENDORSED)
    make_quota(plan, unit)

    assert readers(reverse("courses:registration-create", args=[plan.pk]), cast) == (set(), set())


def test_approved_classes_wait_for_their_notice(unit, federation, cast, an):
    registration = make_registration(unit, status=RegistrationStatus.APPROVED)
    url = reverse("courses:notice-create", args=[registration.plan_id])
    assert readers(url, cast) == ({"an", "binh"}, set())

    registration.notice = ApprovalNotice.objects.create(
        organisation=federation, plan=registration.plan, document=make_document(federation)
    )
    registration.save()

    assert readers(url, cast) == (set(), set())


# Classes


def test_a_class_without_roster_asks_its_unit(unit, cast):
    course = make_course(unit)
    url = reverse("trainees:course-roster", args=[course.pk])
    assert readers(url, cast) == ({"dung", "hoa"}, set())
    [entry] = [entry for entry in inbox(cast["dung"], TODAY) if entry.url == url]
    assert entry.due_on == OPENING - dt.timedelta(days=5)

    enrol(course)

    assert readers(url, cast) == (set(), set())


def test_a_roster_read_but_not_imported_waits_for_whoever_read_it(unit, cast):
    row = RosterImport.objects.create(
        course=make_course(unit), file_name="ds.xlsx", sha256="0" * 64, created_by=cast["dung"]
    )
    assert readers(row.get_absolute_url(), cast) == ({"dung"}, set())

    RosterImport.objects.update(status=ImportStatus.DISCARDED)

    assert readers(row.get_absolute_url(), cast) == (set(), set())


def test_a_class_without_lecturers_asks_the_school(unit, school, cast):
    course = make_course(unit)
    url = reverse("courses:course-schedule", args=[course.pk])
    assert readers(url, cast) == ({"truc"}, set())

    lecturer = make_lecturer(school)
    for session in course.sessions.all():
        assign(session, lecturer)

    assert readers(url, cast) == (set(), set())


def test_a_class_whose_registers_are_closed_asks_for_its_results(unit, cast):
    course = make_course(unit, status=CourseStatus.RUNNING)
    registers = [
        SessionRegister.objects.create(session=row, status="closed") for row in course.sessions.all()
    ]
    url = reverse("trainees:course-results", args=[course.pk])
    assert readers(url, cast) == ({"an", "binh", "truc"}, set())

    registers[0].status = RegisterStatus.OPEN
    registers[0].save()

    assert readers(url, cast) == (set(), set())


def test_a_completed_class_asks_for_certificates_and_for_its_settlement(unit, cast):
    course = make_completed_course(unit)
    propose = reverse("certificates:course-certificates", args=[course.pk])
    settle = reverse("finance:course-finance", args=[course.pk])
    assert readers(propose, cast) == ({"an", "binh"}, set())
    assert readers(settle, cast) == ({"dung", "hoa"}, set())

    CertificateBatch.objects.create(organisation=unit.federation, course=course)
    Settlement.objects.create(course=course, organisation=unit)

    assert readers(propose, cast) == (set(), set())
    assert readers(settle, cast) == (set(), set())


def test_a_lecturer_finds_the_sessions_to_mark_and_those_to_come(unit, school, cast):
    course = make_course(unit, status=CourseStatus.RUNNING)
    first, *_others, last = course.sessions.all()
    assign(first, make_lecturer(school, user=cast["giang"]))
    assign(last, cast["giang"].lecturer)
    url = reverse("trainees:session-attendance", args=[first.pk])
    assert readers(url, cast) == ({"giang"}, set())
    assert watched(cast["giang"]) == [reverse("trainees:session-attendance", args=[last.pk])]

    SessionRegister.objects.create(session=first, status=RegisterStatus.CLOSED)

    assert readers(url, cast) == (set(), set())


# Papers and certificates


@pytest.mark.parametrize(
    ("status", "desk", "following"),
    [
        (DocumentStatus.SUBMITTED, {"lan"}, {"an"}),
        (DocumentStatus.SIGNED, {"thu"}, {"an"}),
        (DocumentStatus.RETURNED, {"an"}, set()),
        (DocumentStatus.ISSUED, set(), set()),
        (DocumentStatus.REVOKED, set(), set()),
    ],
)
def test_a_paper_lies_on_one_desk(federation, cast, status, desk, following):
    paper = make_document(
        federation,
        status=status,
        authority=make_authority(federation, cast["lan"]),
        prepared_by=cast["an"],
    )

    assert readers(paper.get_absolute_url(), cast) == (desk, following)


def test_certificates_are_nobodys_paper_to_sign(federation, cast):
    paper = make_document(
        federation,
        kind=DocumentKind.CERTIFICATE,
        status=DocumentStatus.SUBMITTED,
        authority=make_authority(federation, cast["lan"]),
    )

    assert readers(paper.get_absolute_url(), cast) == (set(), set())


@pytest.mark.parametrize(
    ("status", "desk"),
    [
        (BatchStatus.DRAFT, {"an", "binh"}),
        (BatchStatus.RETURNED, {"an", "binh"}),
        (BatchStatus.SUBMITTED, {"lan"}),
        (BatchStatus.APPROVED, {"thu"}),
        (BatchStatus.ISSUED, set()),
    ],
)
def test_a_proposal_of_certificates_lies_on_one_desk(unit, cast, status, desk):
    batch = CertificateBatch.objects.create(
        organisation=unit.federation,
        course=make_completed_course(unit),
        status=status,
        authority=make_authority(unit.federation, cast["lan"]),
    )

    assert readers(batch.get_absolute_url(), cast) == (desk, set())


def test_the_decision_of_a_proposal_is_one_piece_of_work_not_two(unit, cast):
    decision = make_document(unit.federation, kind=DocumentKind.DECISION, status=DocumentStatus.SIGNED)
    batch = CertificateBatch.objects.create(
        organisation=unit.federation,
        course=make_completed_course(unit),
        status=BatchStatus.APPROVED,
        decision=decision,
    )

    assert mine(cast["thu"]) == [batch.get_absolute_url()]


# Money


@pytest.mark.parametrize(
    ("status", "desk", "following"),
    [
        (AdvanceStatus.DRAFT, {"dung", "hoa"}, set()),
        (AdvanceStatus.RETURNED, {"dung", "hoa"}, set()),
        (AdvanceStatus.SUBMITTED, {"tai"}, {"dung", "hoa"}),
        (AdvanceStatus.APPROVED, {"kien"}, {"dung", "hoa"}),
        (AdvanceStatus.PAID, set(), set()),
    ],
)
def test_an_advance_lies_on_one_desk(unit, cast, status, desk, following):
    row = Advance.objects.create(
        course=make_course(unit),
        organisation=unit,
        amount=1_000_000,
        purpose="Mở lớp",
        due_on=FAR,
        status=status,
        return_reason="Sửa",
    )

    assert readers(row.get_absolute_url(), cast) == (desk, following)


@pytest.mark.parametrize(
    ("status", "desk", "following"),
    [
        (SettlementStatus.DRAFT, {"dung", "hoa"}, set()),
        (SettlementStatus.RETURNED, {"dung", "hoa"}, set()),
        (SettlementStatus.SUBMITTED, {"kien"}, {"dung", "hoa"}),
        (SettlementStatus.CHECKED, {"tai"}, {"dung", "hoa"}),
        (SettlementStatus.APPROVED, set(), set()),
    ],
)
def test_a_settlement_lies_on_one_desk(unit, cast, status, desk, following):
    row = Settlement.objects.create(
        course=make_course(unit, status=CourseStatus.COMPLETED),
        organisation=unit,
        status=status,
        return_reason="Sửa",
    )

    assert readers(row.get_absolute_url(), cast) == (desk, following)
