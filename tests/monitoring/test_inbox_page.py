"""The page of the inbox: jobs, groups, the badge, and what it costs each role."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.enums import BatchStatus
from certificates.models import CertificateBatch
from core.models import Job
from courses.enums import CourseStatus, PlanStatus, RegistrationStatus
from documents.enums import DocumentStatus
from finance.enums import AdvanceStatus, SettlementStatus
from finance.models import Advance, Settlement
from monitoring.selectors.inbox import grouped, inbox
from tests.certificates.stories import make_completed_course
from tests.factories import (
    OPENING,
    assign,
    make_authority,
    make_course,
    make_document,
    make_lecturer,
    make_plan,
    make_quota,
    make_registration,
)
from trainees.models import RosterImport

TODAY = OPENING
FAR = dt.date(2032, 1, 1)


def mine(user, today=TODAY):
    return sorted(entry.url for entry in inbox(user, today) if entry.mine)


def watched(user, today=TODAY):
    return sorted(entry.url for entry in inbox(user, today) if not entry.mine)


# Jobs


def test_a_failed_job_is_its_owners_work_and_a_running_one_is_followed(an, binh):
    now = timezone.now()
    failed = Job.objects.create(path="x", owner=an, due_at=now, state=Job.State.FAILED, error="Hỏng phông")
    running = Job.objects.create(path="y", owner=an, due_at=now, state=Job.State.RUNNING, done=1, total=4)
    Job.objects.create(path="z", owner=an, due_at=now, state=Job.State.DONE)

    assert mine(an) == [failed.get_absolute_url()]
    assert watched(an) == [running.get_absolute_url()]
    assert [entry.progress for entry in inbox(an, TODAY) if not entry.mine] == [25]
    assert inbox(binh, TODAY) == []


# The page


def test_items_are_grouped_by_when_they_are_due(unit, an):
    course = make_completed_course(unit)
    url = reverse("certificates:course-certificates", args=[course.pk])
    [entry] = [entry for entry in inbox(an, TODAY) if entry.url == url]
    due = entry.due_on

    assert [key for key, _heading, _rows in grouped([entry], due - dt.timedelta(days=1))] == ["open"]
    assert [key for key, _heading, _rows in grouped([entry], due)] == ["today"]
    assert [key for key, _heading, _rows in grouped([entry], due + dt.timedelta(days=1))] == ["late"]
    assert entry.seen_on(due + dt.timedelta(days=4)).days_late == 4
    assert course.title in entry.title


def test_the_most_overdue_comes_first(unit, dung):
    make_course(unit, starts_on=OPENING + dt.timedelta(days=9), ends_on=OPENING + dt.timedelta(days=9))
    make_course(unit)

    dates = [entry.due_on for entry in inbox(dung, TODAY)]
    assert dates == sorted(dates)


def test_the_page_and_its_badge_say_the_same_number(unit, an, as_user):
    make_completed_course(unit)
    make_completed_course(unit)

    page = as_user(an).get(reverse("monitoring:inbox"))
    badge = as_user(an).get(reverse("monitoring:inbox-count"))

    assert page.context["count"] == 4  # each is to be announced, and to be certified
    assert badge.content.decode().strip() == "4"


def test_the_badge_of_a_clean_desk_is_empty(an, as_user):
    assert as_user(an).get(reverse("monitoring:inbox-count")).content.decode().strip() == ""


def test_a_lecturer_gets_no_table_of_classes(unit, giang, an, as_user):
    today = timezone.localdate()
    make_course(unit, starts_on=today, ends_on=today)

    assert list(as_user(giang).get(reverse("monitoring:inbox")).context["coming"]) == []
    assert len(as_user(an).get(reverse("monitoring:inbox")).context["coming"]) == 1


def test_nobody_reads_an_inbox_without_logging_in(client, db):
    assert client.get(reverse("monitoring:inbox")).status_code == 302


def fill(unit, cast, count):
    """``count`` of everything that can wait, for everybody."""
    authority = make_authority(unit.federation, cast["lan"])
    lecturer = make_lecturer(unit.federation, user=cast["giang"])
    for _number in range(count):
        for status in (PlanStatus.DRAFT, PlanStatus.SUBMITTED, PlanStatus.ENDORSED):
            make_plan(unit.federation, issued=False, status=status)
        plan = make_plan(unit.federation)
        make_quota(plan, unit)
        for status in (RegistrationStatus.DRAFT, RegistrationStatus.SUBMITTED, RegistrationStatus.APPROVED):
            make_registration(unit, plan=plan, status=status)
        course = make_course(unit)
        RosterImport.objects.create(
            course=course, file_name="ds.xlsx", sha256="0" * 64, created_by=cast["dung"]
        )
        running = make_course(unit, status=CourseStatus.RUNNING, sessions=2)
        for session in running.sessions.all():
            assign(session, lecturer)
        done = make_completed_course(unit, people=1)
        make_completed_course(unit, people=1)
        CertificateBatch.objects.create(
            organisation=unit.federation, course=done, authority=authority, status=BatchStatus.SUBMITTED
        )
        for status in (DocumentStatus.SUBMITTED, DocumentStatus.SIGNED):
            make_document(unit.federation, status=status, authority=authority, prepared_by=cast["an"])
        for status in (AdvanceStatus.DRAFT, AdvanceStatus.SUBMITTED, AdvanceStatus.APPROVED):
            Advance.objects.create(
                course=course, organisation=unit, amount=1, purpose="Chi", due_on=FAR, status=status
            )
        Settlement.objects.create(course=done, organisation=unit, status=SettlementStatus.SUBMITTED)


@pytest.mark.parametrize("count", [1, 50])
def test_the_inbox_costs_every_role_at_most_twelve_queries(
    unit, cast, count, as_user, django_assert_max_num_queries
):
    fill(unit, cast, count)
    too_dear = {}
    for name, user in cast.items():
        client = as_user(user)
        for door in ("monitoring:inbox", "monitoring:inbox-count"):
            with django_assert_max_num_queries(100) as captured:
                assert client.get(reverse(door)).status_code == 200
            if name != "chi" and len(captured) > 12:  # nobody holds every role at once
                too_dear[name, door] = len(captured)

    assert too_dear == {}
