"""A unit registers a class; the organising department decides; the neighbour sees nothing of it."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.urls import reverse

from core.audit import history
from core.errors import DomainError, NotAllowedNow, SomeoneWasFaster
from courses import services
from courses.enums import CourseStatus, RegistrationStatus
from courses.facts import EstimateItem
from courses.models import Course, CourseRegistration
from courses.selectors.planning import findings, standing_of
from courses.workflow import REGISTRATION
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


def typed(*lines, **changes):
    data = CLASS | {"starts_on": "06/06/2022", "ends_on": "07/06/2022", "note": "", "lines": "6", **changes}
    for number, line in enumerate(lines, 1):
        for name, value in zip(("description", "unit", "quantity", "unit_price"), line, strict=True):
            data[f"line-{number}-{name}"] = value
    return data


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


# Doors


def test_every_step_has_a_door(waiting):
    for transition in REGISTRATION.transitions.values():
        assert reverse(REGISTRATION.door(transition), args=[waiting.pk])


def test_dung_registers_a_class_on_the_page(as_user, dung, plan, unit):
    response = as_user(dung).post(
        reverse("courses:registration-create", args=[plan.pk]),
        typed(
            ("Thuê hội trường", "ngày", "2", "1.500.000"), ("", "", "", ""), ("Nước", "người", "60", "20000")
        ),
    )

    row = CourseRegistration.objects.get()
    assert response.url == row.get_absolute_url()
    assert (row.organisation, row.estimate_amount) == (unit, 4_200_000)
    assert [line.position for line in row.estimate_lines.all()] == [1, 2]


def test_the_form_shows_what_is_left_of_the_quota(as_user, dung, plan, waiting):
    html = as_user(dung).get(reverse("courses:registration-create", args=[plan.pk])).content.decode()

    assert "còn 1/2 lớp" in html
    assert html.count('data-cell="description"') == 6


def test_a_bad_row_is_named_and_everything_typed_is_kept(as_user, dung, plan):
    response = as_user(dung).post(
        reverse("courses:registration-create", args=[plan.pk]),
        typed(("Thuê hội trường", "ngày", "hai", "1.500.000"), ends_on="05/06/2022"),
    )

    html = response.content.decode()
    assert "Dòng 1: ghi số lượng bằng số" in html
    assert "Ngày bế giảng (05/06/2022) phải từ ngày khai giảng (06/06/2022)" in html
    assert 'value="hai"' in html
    assert "Thuê hội trường" in html
    assert not CourseRegistration.objects.exists()


def test_more_rows_keep_what_was_typed_and_judge_nothing(as_user, dung, plan):
    response = as_user(dung).post(
        reverse("courses:registration-create", args=[plan.pk]),
        typed(("Thuê hội trường", "", "hai", ""), title="", more="1"),
    )

    html = response.content.decode()
    assert 'value="hai"' in html
    assert "errsum" not in html
    assert html.count('data-cell="description"') == 9
    assert not CourseRegistration.objects.exists()


@pytest.mark.parametrize("lines", ["", "-1", "abc", "999999999", "²"])
def test_a_bent_row_count_does_no_harm(as_user, dung, plan, lines):
    response = as_user(dung).post(
        reverse("courses:registration-create", args=[plan.pk]), typed(("A", "b", "1", "1"), lines=lines)
    )

    assert response.status_code in {200, 302}


def test_no_estimate_line_is_said(as_user, dung, plan):
    html = (
        as_user(dung).post(reverse("courses:registration-create", args=[plan.pk]), typed()).content.decode()
    )

    assert "Ghi ít nhất một dòng dự toán" in html


def test_dung_changes_and_submits_then_takes_it_back(as_user, dung, plan, unit):
    row = make_registration(unit, plan=plan)
    client = as_user(dung)
    client.post(
        reverse("courses:registration-update", args=[row.pk]),
        typed(("Nước", "người", "10", "5.000"), title="Tên mới"),
    )
    row.refresh_from_db()
    assert (row.title, row.estimate_amount) == ("Tên mới", 50_000)

    client.post(reverse("courses:registration-submit", args=[row.pk]))
    assert client.get(reverse("courses:registration-update", args=[row.pk])).status_code == 302
    client.post(reverse("courses:registration-recall", args=[row.pk]))

    row.refresh_from_db()
    assert row.status == RegistrationStatus.DRAFT


NAMES = ["detail", "update", "return", "refuse"]


@pytest.mark.parametrize("name", NAMES)
def test_em_and_chi_see_nothing_of_dungs_registration(as_user, em, chi, waiting, name):
    for stranger in (em, chi):
        client = as_user(stranger)
        assert client.get(reverse(f"courses:registration-{name}", args=[waiting.pk])).status_code == 404
        html = client.get(reverse("courses:registration-list")).content.decode()
        assert waiting.title not in html


@pytest.mark.parametrize("name", ["submit", "recall", "approve", "return", "refuse"])
def test_em_cannot_take_a_step_with_dungs_registration(as_user, em, waiting, name):
    response = as_user(em).post(reverse(f"courses:registration-{name}", args=[waiting.pk]), {"reason": "x"})

    assert response.status_code == 404
    waiting.refresh_from_db()
    assert waiting.status == RegistrationStatus.SUBMITTED


def test_who_may_do_what(as_user, waiting, plan, an, dung, minh):
    doors = {
        name: reverse(f"courses:registration-{name}", args=[waiting.pk])
        for name in ("approve", "refuse", "recall")
    }

    assert as_user(dung).post(doors["approve"]).status_code == 403
    assert as_user(an).post(doors["approve"]).status_code == 403
    assert as_user(an).post(doors["refuse"], {"reason": "x"}).status_code == 403
    assert as_user(an).post(doors["recall"]).status_code == 403
    assert as_user(minh).post(doors["approve"]).status_code == 403
    assert as_user(an).get(reverse("courses:registration-create", args=[plan.pk])).status_code == 403


def test_chi_cannot_register_under_a_plan_of_another_federation(as_user, chi, plan):
    assert as_user(chi).get(reverse("courses:registration-create", args=[plan.pk])).status_code == 404


def test_the_reviewer_sees_findings_and_approves(as_user, binh, waiting):
    client = as_user(binh)
    html = client.get(waiting.get_absolute_url()).content.decode()
    assert "Cần lưu ý trước khi duyệt" in html

    response = client.post(reverse("courses:registration-approve", args=[waiting.pk]), follow=True)

    assert Course.objects.get().code in response.content.decode()


def test_the_unit_sees_no_findings(as_user, dung, waiting):
    assert "Cần lưu ý trước khi duyệt" not in as_user(dung).get(waiting.get_absolute_url()).content.decode()


def test_returning_without_a_reason_is_refused_on_the_page(as_user, an, waiting):
    door = reverse("courses:registration-return", args=[waiting.pk])

    assert "Ghi lý do" in as_user(an).post(door, {"reason": ""}).content.decode()
    waiting.refresh_from_db()
    assert waiting.status == RegistrationStatus.SUBMITTED


def test_a_ready_phrase_opens_the_form_with_the_words_in_it(as_user, an, waiting):
    door = reverse("courses:registration-return", args=[waiting.pk])

    assert "Vượt chỉ tiêu lớp" in as_user(an).get(door, {"reason": "Vượt chỉ tiêu lớp"}).content.decode()


def test_approving_twice_says_so_on_the_page(as_user, binh, waiting):
    client, door = as_user(binh), reverse("courses:registration-approve", args=[waiting.pk])
    client.post(door)

    html = client.post(door, follow=True).content.decode()

    assert "notice-error" in html
    assert "đã duyệt" in html
    assert Course.objects.count() == 1


def test_ticked_rows_are_approved_and_the_others_are_named(as_user, binh, unit, plan, waiting):
    second = make_registration(unit, plan=plan, status=RegistrationStatus.SUBMITTED)
    late = make_registration(unit, plan=plan, title="Lớp đã rút", status=RegistrationStatus.DRAFT)

    response = as_user(binh).post(
        reverse("courses:registration-approve-many"),
        {"rows": [waiting.pk, second.pk, late.pk, "x"]},
        follow=True,
    )

    html = response.content.decode()
    assert "Đã duyệt 2 lớp." in html
    assert "Lớp đã rút" in html
    assert set(Course.objects.values_list("registration_id", flat=True)) == {waiting.pk, second.pk}


def test_approving_many_needs_the_head_and_a_tick(as_user, an, binh, em, waiting):
    door = reverse("courses:registration-approve-many")

    assert as_user(an).post(door, {"rows": [waiting.pk]}).status_code == 403
    as_user(em).post(door, {"rows": [waiting.pk]})
    assert "Chọn ít nhất một lớp" in as_user(binh).post(door, follow=True).content.decode()
    assert not Course.objects.exists()


@pytest.mark.parametrize("rows", [1, 50])
def test_pages_ask_few_questions(as_user, binh, dung, unit, plan, rows, django_assert_max_num_queries):
    for _number in range(rows):
        row = make_registration(unit, plan=plan, status=RegistrationStatus.SUBMITTED, created_by=dung)

    for reader in (binh, dung):
        client = as_user(reader)
        for url in (reverse("courses:registration-list"), row.get_absolute_url()):
            with django_assert_max_num_queries(12):
                assert client.get(url).status_code == 200
