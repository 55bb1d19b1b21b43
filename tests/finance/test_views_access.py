"""Who gets through which door of the money pages, and at what cost."""

import datetime as dt

import pytest

from accounts.enums import Role
from finance import services
from finance.enums import AdvanceStatus, SettlementStatus
from finance.models import Advance, Expense, Settlement
from tests.factories import make_user
from tests.finance.stories import (
    make_advance,
    make_class,
    make_expense,
    make_norm,
    make_settlement,
    url,
)

EXPENSE = {
    "description": "Giải khát giữa giờ", "norm_code": "HV_GIAIKHAT", "spent_on": "06/06/2022", "quantity": "10",
    "unit_price": "20.000", "voucher_number": "0001", "supplier": "Quán Mẫu", "estimate_line": "",
}  # fmt: skip


def test_a_stranger_and_a_neighbour_see_nothing(as_user, rows, chi, em):
    looks, changes = rows
    for person in (chi, em):
        client = as_user(person)
        for address in looks:
            assert client.get(address).status_code == 404, address
        for address in changes:
            assert client.post(address, {}).status_code == 404, address
        for name in ("advance-list", "settlement-list"):
            response = client.get(url(name))
            assert list(response.context["object_list"]) == []


def test_an_inspector_sees_everything_and_changes_nothing(as_user, rows, minh):
    looks, changes = rows
    client = as_user(minh)

    for address in looks:
        response = client.get(address)
        assert response.status_code == 200, address
        for change in changes:
            assert f'"{change}"' not in response.content.decode()
    before = (
        list(Advance.objects.values()),
        list(Settlement.objects.values()),
        list(Expense.objects.values()),
    )
    for address in changes:
        assert client.post(address, {}).status_code == 403, address
    assert before == (
        list(Advance.objects.values()), list(Settlement.objects.values()), list(Expense.objects.values())
    )  # fmt: skip


@pytest.mark.parametrize("name", ["an", "binh", "lan", "thu", "truc", "quan"])
def test_other_departments_look_but_do_not_touch_money(as_user, rows, request, name):
    client = as_user(request.getfixturevalue(name))
    looks, changes = rows

    assert [client.get(address).status_code for address in looks] == [200] * len(looks)
    assert {client.post(address, {}).status_code for address in changes} == {403}


def test_a_lecturer_of_the_class_does_not_see_its_money(as_user, course, giang, school):
    lecturer = course.sessions.first().assignments.get().lecturer
    lecturer.user = giang
    lecturer.save()

    assert as_user(giang).get(url("course-finance", course)).status_code == 403


def test_finance_does_not_write_for_the_unit(as_user, rows, kien, tai):
    _looks, changes = rows
    mine = [
        address
        for address in changes
        if any(word in address for word in ("expenses", "new", "edit", "submit"))
    ]

    for person in (kien, tai):
        assert {as_user(person).post(address, EXPENSE).status_code for address in mine} == {403}


def test_the_coordinator_writes_and_only_the_chair_hands_in(as_user, settlement, dung, hoa):
    assert as_user(dung).post(url("settlement-submit", settlement)).status_code == 403
    assert as_user(hoa).post(url("settlement-submit", settlement)).status_code == 302
    settlement.refresh_from_db()
    assert settlement.status == SettlementStatus.SUBMITTED


def test_the_officer_does_not_approve_and_the_head_does_not_check(as_user, settlement, hoa, kien, tai):
    services.submit_settlement(settlement, actor=hoa)
    assert as_user(tai).post(url("settlement-check", settlement)).status_code == 403
    assert as_user(kien).post(url("settlement-check", settlement)).status_code == 302

    assert (
        as_user(kien).post(url("settlement-approve", settlement), {"approved_on": "30/06/2022"}).status_code
        == 403
    )


def test_a_head_who_checked_cannot_approve(as_user, settlement, hoa, federation):
    both = make_user("both", federation, Role.FINANCE_OFFICER, Role.FINANCE_HEAD)
    services.submit_settlement(settlement, actor=hoa)
    services.check_settlement(settlement, actor=both)

    response = as_user(both).post(url("settlement-approve", settlement), {"approved_on": "30/06/2022"})

    assert response.status_code == 403


def test_the_paper_opens_for_who_sees_the_row_once_it_is_drawn(
    as_user, settlement, dung, hoa, kien, tai, chi
):
    from django.core.files.base import ContentFile

    from documents.services import attach_file

    services.submit_settlement(settlement, actor=hoa)
    services.check_settlement(settlement, actor=kien)
    services.approve_settlement(settlement, approved_on=dt.date(2022, 6, 30), actor=tai)
    assert as_user(dung).get(url("settlement-file", settlement)).status_code == 404  # still being drawn

    attach_file(settlement.document, content=ContentFile(b"%PDF-1.7"), sha256="0" * 64)

    response = as_user(dung).get(url("settlement-file", settlement))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert as_user(chi).get(url("settlement-file", settlement)).status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_pages_ask_the_database_a_dozen_times_at_most(
    as_user, unit, dung, kien, count, django_assert_max_num_queries
):
    estimate = tuple((10, 1_000_000) for _number in range(count))
    course = make_class(unit, people=3, estimate=estimate)
    settlement = make_settlement(course, created_by=dung)
    lines = list(course.registration.estimate_lines.all())
    make_norm("HV_TAILIEU")
    for line in lines:
        make_expense(settlement, estimate_line=line, norm_code="HV_TAILIEU")
        make_advance(course, status=AdvanceStatus.PAID)
    for _number in range(count - 1):
        make_settlement(make_class(unit, people=0))
    expense, advance = settlement.expenses.first(), course.advances.first()
    addresses = {
        dung: [
            url("course-finance", course), url("settlement-detail", settlement), url("advance-detail", advance),
            url("advance-list"), url("settlement-list"), url("advance-create", course),
            url("expense-create", settlement), url("expense-update", expense),
        ],
        kien: [url("settlement-detail", settlement), url("settlement-review", settlement), url("settlement-list")],
    }  # fmt: skip
    for person, pages in addresses.items():
        if person is kien:
            Settlement.objects.filter(pk=settlement.pk).update(status=SettlementStatus.SUBMITTED)
        for address in pages:
            client = as_user(person)
            client.get(address)  # content types are read once per process
            with django_assert_max_num_queries(12):
                assert client.get(address).status_code == 200, address
