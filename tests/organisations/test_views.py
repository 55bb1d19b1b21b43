import datetime as dt

import pytest
from django.urls import reverse

from core.models import AuditEntry
from organisations.enums import OrganisationKind
from organisations.models import Letterhead
from tests.factories import make_organisation

LIST = "organisations:organisation-list"
ANSWERS = {
    "parent_lines": "TỔNG LIÊN ĐOÀN LAO ĐỘNG\nVIỆT NAM",
    "issuer_lines": "LIÊN ĐOÀN LAO ĐỘNG\n\nTHÀNH PHỐ HÀ NỘI ",
    "symbol": "LĐLĐ",
    "place_name": "Hà Nội",
    "valid_from": "01/07/2025",
}


def test_the_tree_shows_what_lies_in_the_scope(as_user, an, dung, unit, neighbour, foreign_federation):
    seen = as_user(an).get(reverse(LIST)).content.decode()
    assert unit.name in seen
    assert neighbour.name in seen
    assert foreign_federation.name not in seen

    seen = as_user(dung).get(reverse(LIST)).content.decode()
    assert unit.name in seen
    assert neighbour.name not in seen


def test_the_tree_is_searched_and_filtered_in_vietnamese(as_user, an, unit, neighbour, school):
    client = as_user(an)

    found = client.get(reverse(LIST), {"q": "Cầu Giấy"}).context["object_list"]
    schools = client.get(reverse(LIST), {"kind": OrganisationKind.SCHOOL}).context["object_list"]
    nonsense = client.get(reverse(LIST), {"kind": "palace"})

    assert found == [unit]
    assert schools == [school]
    assert nonsense.status_code == 200


def test_a_search_without_hits_says_what_to_do(as_user, an):
    html = as_user(an).get(reverse(LIST), {"q": "zzz"}).content.decode()

    assert "Bỏ lọc" in html


def test_the_page_shows_names_and_letterheads_over_time(as_user, an, federation):
    html = as_user(an).get(federation.get_absolute_url()).content.decode()

    assert "từ 01/01/2015" in html
    assert "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM" in html


def test_another_federation_is_not_found(as_user, chi, unit):
    assert as_user(chi).get(unit.get_absolute_url()).status_code == 404


def test_the_administrator_sets_a_letterhead_and_the_old_one_ends_the_day_before(as_user, quan, federation):
    response = as_user(quan).post(reverse("organisations:letterhead-create", args=[federation.pk]), ANSWERS)

    assert response.headers["Location"] == federation.get_absolute_url()
    old, new = Letterhead.objects.filter(organisation=federation).order_by("valid_from")
    assert old.valid_to == dt.date(2025, 6, 30)
    assert new.issuer_lines == ["LIÊN ĐOÀN LAO ĐỘNG", "THÀNH PHỐ HÀ NỘI"]
    assert AuditEntry.objects.get().verb == "organisations.letterhead.create"


def test_a_letterhead_cannot_begin_before_the_present_one(as_user, quan, federation):
    page = reverse("organisations:letterhead-create", args=[federation.pk])

    response = as_user(quan).post(page, ANSWERS | {"valid_from": "01/01/2015"})

    assert "Chọn ngày muộn hơn" in response.content.decode()
    assert federation.letterheads.count() == 1


def test_a_date_that_is_none_is_refused_with_an_example(as_user, quan, federation):
    page = reverse("organisations:letterhead-create", args=[federation.pk])

    html = as_user(quan).post(page, ANSWERS | {"valid_from": "30/02/2025"}).content.decode()

    assert html.count("Ghi ngày bắt đầu dùng theo dạng ngày/tháng/năm, ví dụ 27/03/2026") == 2
    assert 'value="30/02/2025"' in html


@pytest.mark.parametrize(("name", "status"), [("an", 403), ("lan", 403), ("minh", 403), ("chi", 404)])
def test_nobody_else_sets_a_letterhead(as_user, request, federation, name, status):
    page = reverse("organisations:letterhead-create", args=[federation.pk])

    response = as_user(request.getfixturevalue(name)).post(page, ANSWERS)

    assert response.status_code == status
    assert federation.letterheads.count() == 1


@pytest.mark.parametrize("count", [1, 50])
def test_the_pages_cost_the_same_number_of_queries(
    as_user, quan, federation, count, django_assert_max_num_queries
):
    for _number in range(count):
        make_organisation(federation)
    client = as_user(quan)

    with django_assert_max_num_queries(12):
        client.get(reverse(LIST))
    with django_assert_max_num_queries(12):
        client.get(federation.get_absolute_url())
