"""A unit registers a class; the organising department decides; the neighbour sees nothing of it."""

import datetime as dt
import threading

import pytest
from django.db import connection

from core.audit import history
from core.errors import DomainError, NotAllowedNow, SomeoneWasFaster
from courses import services
from courses.enums import CourseStatus, RegistrationStatus
from courses.facts import EstimateItem
from courses.models import Course, CourseRegistration
from courses.selectors.planning import findings, standing_of
from organisations.enums import OrganisationKind
from tests.factories import OPENING, make_course, make_organisation, make_plan, make_quota, make_registration

TODAY = dt.date(2022, 5, 1)
ESTIMATE = [
    EstimateItem("Thuê hội trường", "ngày", 2, 1_500_000),
    EstimateItem("Nước uống", "người", 60, 20_000),
]
CLASS = {
    "title": "Lớp Chủ tịch CĐCS",
    "starts_on": OPENING,
    "ends_on": OPENING + dt.timedelta(days=1),
    "venue": "Hội trường tầng 3",
    "expected_trainees": 60,
}


@pytest.fixture
def plan(federation, unit):
    plan = make_plan(federation, budget_amount=100_000_000)
    make_quota(plan, unit, courses=2, trainees=120)
    return plan


@pytest.fixture
def waiting(unit, plan, dung):
    return make_registration(unit, plan=plan, status=RegistrationStatus.SUBMITTED, created_by=dung)


# Services


def test_a_registration_is_drafted_with_its_estimate(plan, unit, dung):
    row = services.create_registration(plan, organisation=unit, estimate=ESTIMATE, actor=dung, **CLASS)

    assert (row.status, row.programme, row.created_by) == (RegistrationStatus.DRAFT, plan.programme, dung)
    assert (row.estimate_lines.count(), row.estimate_amount) == (2, 4_200_000)
    assert [line.data["amount"] for line in history(row)] == [4_200_000]


def test_only_issued_plans_take_registrations(federation, unit, dung):
    plan = make_plan(federation, issued=False)

    with pytest.raises(DomainError):
        services.create_registration(plan, organisation=unit, estimate=ESTIMATE, actor=dung, **CLASS)


def test_only_units_of_the_federation_register(plan, federation, foreign_federation, dung):
    base_union = make_organisation(federation, kind=OrganisationKind.GRASSROOTS)
    stranger = make_organisation(foreign_federation)

    for organisation in (base_union, stranger):
        with pytest.raises(DomainError):
            services.create_registration(
                plan, organisation=organisation, estimate=ESTIMATE, actor=dung, **CLASS
            )
    assert not CourseRegistration.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"estimate": []}, {"ends_on": OPENING - dt.timedelta(days=1)}], ids=["no estimate", "dates"]
)
def test_a_class_needs_an_estimate_and_days_in_order(plan, unit, dung, wrong):
    with pytest.raises(DomainError):
        services.create_registration(
            plan, organisation=unit, actor=dung, **(CLASS | {"estimate": ESTIMATE} | wrong)
        )


def test_a_submitted_registration_is_changed_only_after_taking_it_back(waiting, dung):
    with pytest.raises(DomainError):
        services.update_registration(waiting, estimate=ESTIMATE, actor=dung, **CLASS)

    services.recall_registration(waiting, actor=dung)
    row = services.update_registration(waiting, estimate=ESTIMATE[:1], actor=dung, **CLASS)

    assert (row.title, row.estimate_amount) == ("Lớp Chủ tịch CĐCS", 3_000_000)


def test_approving_opens_the_file_of_the_class(waiting, binh):
    course = services.approve_registration(waiting, actor=binh)

    assert (course.registration, course.status) == (waiting, CourseStatus.APPROVED)
    assert (waiting.status, waiting.decided_by) == (RegistrationStatus.APPROVED, binh)


def test_returning_keeps_the_reason_and_submitting_again_clears_it(waiting, an, dung):
    services.return_registration(waiting, reason="Thiếu dự toán", actor=an)
    assert (waiting.status, waiting.return_reason) == (RegistrationStatus.RETURNED, "Thiếu dự toán")
    assert history(waiting)[0].data["reason"] == "Thiếu dự toán"

    services.submit_registration(waiting, actor=dung)
    assert waiting.return_reason == ""


def test_refused_is_the_end(waiting, binh, dung):
    services.refuse_registration(waiting, reason="Ngoài kế hoạch", actor=binh)

    for step in (services.submit_registration, services.recall_registration, services.approve_registration):
        with pytest.raises(NotAllowedNow):
            step(waiting, actor=dung)
    assert not Course.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_people_approving_at_once_one_wins(waiting, binh):
    start, results = threading.Barrier(2), []

    def press():
        row = CourseRegistration.objects.get(pk=waiting.pk)
        start.wait()
        try:
            services.approve_registration(row, actor=binh)
            results.append("won")
        except SomeoneWasFaster:
            results.append("lost")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["lost", "won"]
    assert Course.objects.count() == 1


# Findings


def said(row, today=TODAY):
    return [(finding.severity, finding.text) for finding in findings(row, today=today)]


def test_a_clean_registration_only_gives_the_cost_per_head(waiting):
    assert said(waiting) == [("low", "Dự toán bình quân một học viên: 53.333 đồng.")]


def test_over_the_quota_of_classes_and_people(waiting, unit, plan):
    make_registration(
        unit,
        plan=plan,
        status=RegistrationStatus.APPROVED,
        starts_on=dt.date(2022, 7, 4),
        ends_on=dt.date(2022, 7, 5),
    )
    make_registration(
        unit,
        plan=plan,
        status=RegistrationStatus.SUBMITTED,
        starts_on=dt.date(2022, 8, 1),
        ends_on=dt.date(2022, 8, 2),
    )

    texts = [text for severity, text in said(waiting) if severity == "high"]

    assert texts == ["Vượt chỉ tiêu số lớp: 3/2.", "Vượt chỉ tiêu học viên: 180/120."]


def test_drafts_and_cancelled_classes_use_no_quota(waiting, unit, plan):
    make_registration(unit, plan=plan)
    cancelled = make_registration(unit, plan=plan, status=RegistrationStatus.APPROVED)
    make_course(unit, registration=cancelled, status=CourseStatus.CANCELLED)

    assert standing_of(plan, unit).registered_courses == 1
    assert [severity for severity, _text in said(waiting)] == ["low"]


def test_a_unit_without_quota(neighbour, plan):
    row = make_registration(neighbour, plan=plan, status=RegistrationStatus.SUBMITTED)

    assert said(row)[0] == ("high", "Kế hoạch không giao chỉ tiêu cho đơn vị này.")


def test_days_outside_the_year_in_the_past_on_holidays_and_sundays(unit, plan):
    row = make_registration(
        unit,
        plan=plan,
        starts_on=dt.date(2021, 12, 31),
        ends_on=dt.date(2022, 1, 2),
        status=RegistrationStatus.SUBMITTED,
    )

    assert said(row)[:4] == [
        ("high", "Thời gian ngoài năm của kế hoạch (2022)."),
        ("high", "Ngày khai giảng 31/12/2021 đã qua."),
        ("middle", "Trùng ngày nghỉ lễ: 01/01/2022."),
        ("low", "Có ngày học vào Chủ nhật: 02/01/2022."),
    ]
    assert ("high", "Ngày khai giảng 31/12/2021 đã qua.") not in said(row, today=dt.date(2021, 12, 31))


def test_days_shared_with_another_class_of_the_unit_but_not_of_the_neighbour(waiting, unit, neighbour, plan):
    make_registration(neighbour, plan=plan, status=RegistrationStatus.SUBMITTED)
    assert [severity for severity, _text in said(waiting)] == ["low"]

    make_registration(
        unit,
        plan=plan,
        title="Lớp Nữ công",
        status=RegistrationStatus.SUBMITTED,
        starts_on=dt.date(2022, 6, 7),
        ends_on=dt.date(2022, 6, 9),
    )

    assert ("middle", "Trùng ngày với lớp khác của đơn vị: Lớp Nữ công (07/06/2022 – 09/06/2022).") in said(
        waiting
    )


def test_estimates_over_the_budget_of_the_plan(unit, neighbour, federation):
    plan = make_plan(federation, budget_amount=5_000_000)
    make_quota(plan, unit)
    make_registration(neighbour, plan=plan, status=RegistrationStatus.APPROVED)
    row = make_registration(unit, plan=plan, status=RegistrationStatus.SUBMITTED)

    assert said(row)[0] == (
        "high",
        "Thêm lớp này thì tổng dự toán vượt kinh phí của kế hoạch 1.400.000 đồng.",
    )
