"""The doors of schemes, programmes and annual plans: who gets in, what they say, how few questions they ask."""

import datetime as dt

import pytest
from django.urls import reverse

from courses import services
from courses.enums import PlanStatus, RegistrationStatus
from courses.models import PlanQuota, TrainingPlan
from courses.workflow import PLAN
from tests.factories import (
    make_authority,
    make_plan,
    make_programme,
    make_quota,
    make_registration,
)

TODAY = dt.date(2022, 4, 20)
PARTS = {
    "purpose": "Nâng cao năng lực",
    "audience": "Chủ tịch CĐCS",
    "content": "Bốn chuyên đề",
    "schedule": "Quý II",
    "funding": "Kinh phí công đoàn",
    "assignment": "Ban Tổ chức đôn đốc",
}


@pytest.fixture
def draft(federation, an, unit):
    plan = make_plan(federation, issued=False, created_by=an, title="Kế hoạch tập huấn năm 2022")
    make_quota(plan, unit, courses=2, trainees=120)
    return plan


@pytest.fixture
def signer(federation, lan):
    return make_authority(federation, lan)


def test_every_step_has_a_door(draft):
    for transition in PLAN.transitions.values():
        assert reverse(PLAN.door(transition), args=[draft.pk])


def to_leader(plan, an, binh):
    services.submit_plan(plan, actor=an)
    return services.endorse_plan(plan, actor=binh)


def form_data(programme, **changes):
    return {"year": "2022", "title": "Kế hoạch mới", "programme": programme.pk, **PARTS, **changes}


def test_an_drafts_a_plan_on_the_page(as_user, an, federation):
    programme = make_programme(federation)

    response = as_user(an).post(
        reverse("courses:plan-create"), form_data(programme, budget_amount="86.000.000")
    )

    plan = TrainingPlan.objects.get()
    assert response.url == plan.get_absolute_url()
    assert (plan.organisation, plan.budget_amount, plan.created_by) == (federation, 86_000_000, an)


def test_a_wrong_field_keeps_what_was_typed(as_user, an, federation):
    response = as_user(an).post(
        reverse("courses:plan-create"), form_data(make_programme(federation), budget_amount="tám sáu triệu")
    )

    html = response.content.decode()
    assert "Kế hoạch mới" in html
    assert "tám sáu triệu" in html
    assert "Lỗi:" in html
    assert not TrainingPlan.objects.exists()


@pytest.mark.parametrize("name", ["plan-detail", "plan-update", "plan-quotas", "plan-approve", "plan-return"])
def test_chi_sees_no_plan(as_user, chi, draft, name):
    assert as_user(chi).get(reverse(f"courses:{name}", args=[draft.pk])).status_code == 404
    issued = make_plan(draft.organisation)
    assert as_user(chi).get(reverse(f"courses:{name}", args=[issued.pk])).status_code == 404
    assert draft.title not in as_user(chi).get(reverse("courses:plan-list")).content.decode()


def test_a_unit_does_not_see_a_draft(as_user, dung, draft):
    assert as_user(dung).get(draft.get_absolute_url()).status_code == 404


def test_an_inspector_looks_and_does_not_touch(as_user, minh, draft):
    client = as_user(minh)

    assert client.get(draft.get_absolute_url()).status_code == 200
    assert client.get(reverse("courses:plan-create")).status_code == 403
    assert client.get(reverse("courses:plan-update", args=[draft.pk])).status_code == 403
    assert client.post(reverse("courses:plan-submit", args=[draft.pk])).status_code == 403


def test_the_leader_signs_on_the_page(as_user, draft, an, binh, lan, thu, signer, federation):
    make_authority(federation, thu)
    to_leader(draft, an, binh)
    client, door = as_user(lan), reverse("courses:plan-approve", args=[draft.pk])
    assert list(client.get(door).context["form"].fields["authority"].queryset) == [signer]

    client.post(door, {"authority": signer.pk})

    draft.refresh_from_db()
    assert draft.status == PlanStatus.APPROVED


def test_a_refused_submit_says_why_on_the_page(as_user, an, federation):
    plan = make_plan(federation, issued=False)

    response = as_user(an).post(reverse("courses:plan-submit", args=[plan.pk]), follow=True)

    assert "Chưa có đơn vị nào được giao chỉ tiêu" in response.content.decode()


def test_returning_asks_for_a_reason(as_user, draft, an, binh):
    services.submit_plan(draft, actor=an)
    door = reverse("courses:plan-return", args=[draft.pk])

    response = as_user(binh).post(door, {"reason": " "})
    assert "Ghi lý do" in response.content.decode()
    as_user(binh).post(door, {"reason": "Bổ sung kinh phí"})

    draft.refresh_from_db()
    assert (draft.status, draft.return_reason) == (PlanStatus.RETURNED, "Bổ sung kinh phí")


def test_quotas_are_set_on_the_page_and_half_a_quota_is_kept_and_named(as_user, an, draft, unit, neighbour):
    client, door = as_user(an), reverse("courses:plan-quotas", args=[draft.pk])

    response = client.post(door, {f"courses-{unit.pk}": "3", f"trainees-{unit.pk}": ""})
    assert f"{unit.name}: ghi cả số lớp và số người" in response.content.decode()
    assert 'value="3"' in response.content.decode()
    client.post(
        door,
        {
            f"courses-{unit.pk}": "3",
            f"trainees-{unit.pk}": "180",
            f"courses-{neighbour.pk}": "0",
        },
    )

    assert list(PlanQuota.objects.values_list("courses", "trainees")) == [(3, 180)]


def test_the_page_counts_quotas_against_registrations(as_user, an, unit, neighbour, federation):
    plan = make_plan(federation)
    make_quota(plan, unit, courses=2, trainees=100)
    make_quota(plan, neighbour, courses=1, trainees=60)
    make_registration(unit, plan=plan, status=RegistrationStatus.APPROVED, expected_trainees=50)
    make_registration(unit, plan=plan, status=RegistrationStatus.SUBMITTED, expected_trainees=70)
    make_registration(unit, plan=plan, status=RegistrationStatus.DRAFT, expected_trainees=999)

    table = as_user(an).get(plan.get_absolute_url()).context["standings"]

    row = table.rows[0]
    assert (row.registered_courses, row.registered_trainees) == (2, 120)
    assert (row.approved_courses, row.approved_trainees, row.is_over) == (1, 50, True)
    assert (table.total.courses, table.total.registered_trainees) == (3, 120)


def test_a_unit_sees_only_its_own_standing(as_user, em, unit, neighbour, federation):
    plan = make_plan(federation)
    make_quota(plan, unit)
    make_quota(plan, neighbour)

    table = as_user(em).get(plan.get_absolute_url()).context["standings"]

    assert [row.organisation for row in table.rows] == [neighbour]


@pytest.mark.parametrize("rows", [1, 50])
def test_plan_pages_ask_few_questions(as_user, an, federation, unit, rows, django_assert_max_num_queries):
    programme = make_programme(federation)
    for _number in range(rows):
        plan = make_plan(federation, programme=programme, created_by=an)
        make_quota(plan, unit)
        make_registration(unit, plan=plan, status=RegistrationStatus.SUBMITTED)
    client = as_user(an)

    for url in (
        reverse("courses:plan-list"),
        plan.get_absolute_url(),
        reverse("courses:programme-list"),
        programme.get_absolute_url(),
        reverse("courses:scheme-list"),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


def test_a_scheme_shows_its_committee_and_the_head_first(as_user, an, federation):
    scheme = services.create_scheme(
        federation,
        title="Đề án đào tạo Chủ tịch CĐCS",
        short_title="Đề án Chủ tịch CĐCS",
        target_group="Chủ tịch CĐCS",
        first_year=2021,
        last_year=2022,
        members=[("Lê Ủy Viên", "Trưởng ban", False, None), ("Trần Trưởng Ban", "Phó Chủ tịch", True, None)],
        actor=an,
    )

    html = as_user(an).get(scheme.get_absolute_url()).content.decode()

    assert html.index("Trần Trưởng Ban") < html.index("Lê Ủy Viên")


def test_chi_sees_no_scheme_and_no_programme(as_user, chi, federation, an):
    scheme = services.create_scheme(
        federation,
        title="Đề án",
        short_title="ĐA",
        target_group="CT",
        first_year=2021,
        last_year=2022,
        actor=an,
    )

    for row in (scheme, make_programme(federation)):
        assert as_user(chi).get(row.get_absolute_url()).status_code == 404


def test_the_programme_page_says_when_it_is_completed(as_user, dung, federation):
    html = as_user(dung).get(make_programme(federation).get_absolute_url()).content.decode()

    assert "ít nhất 80% số buổi" in html
