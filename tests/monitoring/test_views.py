"""The year at a glance and the search box: right sums, and never beyond what the reader may see."""

import pytest
from django.urls import reverse

from courses.enums import CourseStatus, PlanStatus
from documents.enums import DocumentKind, DocumentStatus
from finance.models import Expense, Settlement
from monitoring.selectors.overview import year_of
from monitoring.selectors.search import LIMIT, search
from tests.certificates.stories import issued, make_completed_course
from tests.factories import (
    OPENING,
    assign,
    enrol,
    make_course,
    make_document,
    make_lecturer,
    make_plan,
    make_quota,
    make_trainee,
)
from trainees.enums import EnrolmentStatus, Result


def spend(course, amount, accepted):
    settlement, _new = Settlement.objects.get_or_create(course=course, organisation=course.organisation)
    return Expense.objects.create(
        settlement=settlement,
        description="Giải khát",
        spent_on=OPENING,
        quantity=1,
        unit_price=amount,
        amount=amount,
        voucher_number="HĐ 01",
        accepted_amount=accepted,
    )


# The year


def test_the_year_is_summed_unit_by_unit(unit, neighbour, federation, an, lan, thu):
    plan = make_plan(federation)
    make_quota(plan, unit, courses=3, trainees=120)
    make_quota(plan, neighbour, courses=1, trainees=40)
    batch = issued(unit, proposer=an, leader=lan, clerk=thu, people=2)
    enrol(batch.course, result=Result.NOT_COMPLETED)
    enrol(batch.course, result=Result.COMPLETED, status=EnrolmentStatus.WITHDRAWN)
    spend(batch.course, 300_000, 250_000)
    make_course(unit)
    make_course(unit, status=CourseStatus.CANCELLED)

    total, rows = year_of(an, 2022)

    assert [row.name for row in rows] == [unit.name, neighbour.name]
    row = rows[0]
    assert (row.planned_courses, row.planned_trainees) == (3, 120)
    assert (row.courses, row.completed_courses) == (2, 1)
    assert (row.enrolled, row.completed, row.certified) == (3, 2, 2)
    assert (row.estimated, row.accepted) == (2 * (2_000_000 + 60 * 20_000), 250_000)
    assert (total.planned_courses, total.planned_trainees, total.courses) == (4, 160, 2)


def test_another_year_is_another_page(unit, an):
    make_course(unit)

    total, rows = year_of(an, 2021)

    assert (rows, total.courses) == ([], 0)


def test_quotas_of_a_plan_that_is_not_approved_do_not_count(unit, federation, an):
    make_quota(make_plan(federation, issued=False, status=PlanStatus.ENDORSED), unit, courses=9)

    assert year_of(an, 2022)[0].planned_courses == 0


def test_a_unit_sees_its_own_year_and_chi_none(unit, neighbour, dung, em, chi):
    make_course(unit)
    make_course(neighbour)
    make_course(neighbour)

    assert [row.name for row in year_of(dung, 2022)[1]] == [unit.name]
    assert year_of(em, 2022)[0].courses == 2
    assert year_of(chi, 2022)[1] == []


def test_the_page_opens_on_the_last_year_and_takes_no_nonsense(unit, an, as_user):
    make_course(unit)

    for query, year in (({}, 2022), ({"year": "2021"}, 2021), ({"year": "x' OR 1=1"}, 2022)):
        page = as_user(an).get(reverse("monitoring:overview"), query)
        assert (page.status_code, page.context["year"]) == (200, year)


@pytest.mark.parametrize("count", [1, 50])
def test_the_year_costs_at_most_twelve_queries(unit, an, count, as_user, django_assert_max_num_queries):
    for _number in range(count):
        spend(make_completed_course(unit, people=1), 1000, 1000)
    client = as_user(an)

    with django_assert_max_num_queries(12):
        assert client.get(reverse("monitoring:overview")).status_code == 200


# The search box


@pytest.fixture
def treasure(unit, an, lan, thu):
    """One class, one person, one paper and one certificate, all called Kim Ngân."""
    course = make_completed_course(unit, people=0, title="Lớp Kim Ngân")
    person = make_trainee(unit, full_name="Trần Thị Kim Ngân")
    enrol(course, trainee=person, result=Result.COMPLETED)
    return course, person


def test_an_empty_search_finds_nothing(treasure, an):
    assert search(an, "   ") == {}


def test_each_kind_is_found(treasure, federation, an):
    course, person = treasure
    paper = make_document(federation, title="Thông báo lớp Kim Ngân")

    found = search(an, "Kim Ngân")

    assert (found["courses"], found["trainees"], found["documents"]) == ([course], [person], [paper])
    assert search(an, course.code)["courses"] == [course]
    assert search(an, "ngan kim")["trainees"] == [person]


def test_a_paper_is_found_by_its_reference(federation, an):
    notice = make_document(federation)
    decision = make_document(federation, kind=DocumentKind.DECISION)

    assert search(an, "01/TB")["documents"] == [notice]
    assert set(search(an, "1")["documents"]) == {notice, decision}
    assert search(an, "2/TB")["documents"] == []


def test_nobody_finds_what_he_may_not_see(treasure, federation, dung, em, chi, giang):
    make_document(federation, title="Kim Ngân chờ ký", status=DocumentStatus.SUBMITTED)

    assert {kind: len(rows) for kind, rows in search(dung, "Kim Ngân").items()} == {
        "courses": 1,
        "documents": 0,
        "trainees": 1,
        "certificates": 0,
    }
    assert not any(search(em, "Kim Ngân").values())
    assert not any(search(chi, "Kim Ngân").values())
    assert not any(search(giang, "Kim Ngân").values())


def test_a_lecturer_finds_the_class_and_not_the_directory(treasure, school, giang):
    course, _person = treasure
    assign(course.sessions.first(), make_lecturer(school, user=giang))

    found = search(giang, "Kim Ngân")

    assert found["courses"] == [course]
    assert "trainees" not in found
    assert "certificates" not in found


def test_certificates_are_found_by_holder(unit, an, lan, thu):
    batch = issued(unit, proposer=an, leader=lan, clerk=thu, people=1)
    certificate = batch.certificates.get()

    assert search(an, certificate.enrolment.trainee.full_name)["certificates"] == [certificate]


def test_the_page_shows_few_of_many_and_escapes_what_was_typed(unit, an, as_user):
    for _number in range(LIMIT + 3):
        make_trainee(unit, full_name="Nguyễn Văn Bách")

    page = as_user(an).get(reverse("monitoring:search"), {"q": "bach"})
    assert len(page.context["found"]["trainees"]) == LIMIT
    page = as_user(an).get(reverse("monitoring:search"), {"q": "<b>đậm</b>"})
    assert "<b>đậm" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_a_search_costs_at_most_twelve_queries(
    unit, an, lan, thu, count, as_user, django_assert_max_num_queries
):
    for _number in range(min(count, LIMIT + 1)):
        make_completed_course(unit, people=1, title="Lớp Kim Ngân")
        make_document(unit.federation, title="Kim Ngân")
    for _number in range(count):
        make_trainee(unit, full_name="Kim Ngân")
    client = as_user(an)

    with django_assert_max_num_queries(12):
        assert client.get(reverse("monitoring:search"), {"q": "Kim Ngân"}).status_code == 200
