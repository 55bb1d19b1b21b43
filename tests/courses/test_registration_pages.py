"""The doors of registrations: the unit writes, the department decides, the neighbour gets no further than 404."""

import datetime as dt

import pytest
from django.urls import reverse

from courses.enums import RegistrationStatus
from courses.facts import EstimateItem
from courses.models import Course, CourseRegistration
from courses.workflow import REGISTRATION
from tests.factories import OPENING, make_plan, make_quota, make_registration

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
