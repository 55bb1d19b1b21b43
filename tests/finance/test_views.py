import datetime as dt

import pytest
from django.urls import reverse

from accounts.enums import Role
from courses.enums import CourseStatus
from documents.models import Document
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
    ready_settlement,
)

EXPENSE = {
    "description": "Giải khát giữa giờ", "norm_code": "HV_GIAIKHAT", "spent_on": "06/06/2022", "quantity": "10",
    "unit_price": "20.000", "voucher_number": "0001", "supplier": "Quán Mẫu", "estimate_line": "",
}  # fmt: skip
ADVANCE = {"amount": "1.500.000", "purpose": "Chi tổ chức lớp", "due_on": "20/07/2022"}


def url(name, row=None):
    return reverse(f"finance:{name}", args=[row.pk] if row is not None else [])


@pytest.fixture
def course(unit):
    return make_class(unit)


@pytest.fixture
def settlement(course, dung):
    return ready_settlement(course, dung=dung)


@pytest.fixture
def rows(course, settlement):
    """One of everything, and every address of this floor that shows or changes it."""
    advance, expense = make_advance(course), settlement.expenses.get()
    looks = [
        url("course-finance", course), url("advance-detail", advance), url("settlement-detail", settlement),
    ]  # fmt: skip
    changes = [
        *[url(f"advance-{step}", advance) for step in ("update", "submit", "approve", "pay", "return")],
        *[
            url(f"settlement-{step}", settlement)
            for step in ("update", "submit", "check", "review", "approve", "return")
        ],
        url("advance-create", course), url("settlement-create", course), url("expense-create", settlement),
        url("expense-update", expense), url("expense-delete", expense),
    ]  # fmt: skip
    return looks, changes


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


def test_an_advance_is_asked_for_on_the_page(as_user, unit, dung):
    course = make_class(unit, status=CourseStatus.APPROVED)
    client = as_user(dung)
    page = client.get(url("advance-create", course)).content.decode()
    assert "5.900.000 đồng" in page

    response = client.post(url("advance-create", course), ADVANCE)

    advance = Advance.objects.get()
    assert response.url == url("advance-detail", advance)
    assert (advance.amount, advance.due_on, advance.created_by) == (1_500_000, dt.date(2022, 7, 20), dung)
    assert "Một triệu năm trăm nghìn đồng" in client.get(response.url).content.decode()


def test_too_much_comes_back_with_the_figures_and_what_was_typed(as_user, unit, dung):
    course = make_class(unit, status=CourseStatus.APPROVED)

    response = as_user(dung).post(url("advance-create", course), ADVANCE | {"amount": "6.000.000"})

    page = response.content.decode()
    assert response.status_code == 200
    assert "vượt 100.000 đồng" in page
    assert 'value="6.000.000"' in page
    assert not Advance.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("amount", "nhiều"), ("amount", "0"), ("due_on", "31/02/2022"), ("purpose", "")]
)
def test_a_badly_filled_request_is_kept_on_the_page(as_user, unit, dung, field, value):
    course = make_class(unit, status=CourseStatus.APPROVED)

    response = as_user(dung).post(url("advance-create", course), ADVANCE | {field: value})

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Advance.objects.exists()


def test_the_advance_road_through_the_pages(as_user, unit, dung, hoa, tai, kien):
    course = make_class(unit, status=CourseStatus.APPROVED)
    as_user(dung).post(url("advance-create", course), ADVANCE)
    advance = Advance.objects.get()

    as_user(hoa).post(url("advance-submit", advance))
    assert "01/TƯ-LĐLĐ" in as_user(tai).post(url("advance-approve", advance), follow=True).content.decode()
    page = as_user(kien).get(url("advance-pay", advance))
    assert page.status_code == 200
    today = Document.objects.get(pk=Advance.objects.get().document_id).issued_on
    as_user(kien).post(
        url("advance-pay", advance), {"paid_on": f"{today:%d/%m/%Y}", "voucher_number": "PC-9"}
    )

    advance.refresh_from_db()
    assert (advance.status, advance.voucher_number) == (AdvanceStatus.PAID, "PC-9")


def test_a_return_without_a_reason_is_not_a_return(as_user, course, kien):
    advance = make_advance(course, status=AdvanceStatus.SUBMITTED)

    response = as_user(kien).post(url("advance-return", advance), {"reason": "  "})

    assert "Ghi lý do trả lại" in response.content.decode()
    advance.refresh_from_db()
    assert advance.status == AdvanceStatus.SUBMITTED


def test_a_settlement_is_begun_on_the_money_page(as_user, course, hoa, dung):
    client = as_user(dung)
    assert url("settlement-create", course) in client.get(url("course-finance", course)).content.decode()

    response = client.post(url("settlement-create", course))

    assert response.url == url("settlement-detail", Settlement.objects.get())
    again = client.post(url("settlement-create", course), follow=True)
    assert "đã có hồ sơ quyết toán" in again.content.decode()
    assert Settlement.objects.count() == 1


def test_expenses_are_written_on_the_page(as_user, settlement, dung):
    make_norm("HV_GIAIKHAT")
    line = settlement.course.registration.estimate_lines.all()[1]
    client = as_user(dung)

    client.post(url("expense-create", settlement), EXPENSE | {"estimate_line": line.pk})
    expense = Expense.objects.get(voucher_number="0001")
    assert (expense.amount, expense.estimate_line, expense.norm_code) == (200_000, line, "HV_GIAIKHAT")

    page = client.get(url("expense-update", expense)).content.decode()
    assert 'value="20.000"' in page
    client.post(url("expense-update", expense), EXPENSE | {"quantity": "8"})
    expense.refresh_from_db()
    assert (expense.amount, expense.estimate_line) == (160_000, None)
    client.post(url("expense-delete", expense))
    assert not Expense.objects.filter(pk=expense.pk).exists()


def test_an_expense_offers_only_the_estimate_of_its_class(as_user, settlement, unit, dung):
    other = make_class(unit).registration.estimate_lines.first()

    response = as_user(dung).post(
        url("expense-create", settlement), EXPENSE | {"norm_code": "", "estimate_line": other.pk}
    )

    assert "estimate_line" in response.context["form"].errors


def test_a_refused_submission_says_why(as_user, settlement, hoa):
    make_norm("HV_GIAIKHAT")
    make_expense(settlement, norm_code="HV_GIAIKHAT", quantity=40, unit_price=20_000)

    page = as_user(hoa).post(url("settlement-submit", settlement), follow=True).content.decode()

    assert "đề nghị thanh toán 40 suất giải khát" in page
    settlement.refresh_from_db()
    assert settlement.status == SettlementStatus.DRAFT


def test_the_officer_cuts_a_line_on_the_page_with_a_reason(as_user, settlement, hoa, kien):
    services.submit_settlement(settlement, actor=hoa)
    expense = settlement.expenses.get()
    client, boxes = as_user(kien), {f"accepted-{expense.pk}": "400.000", f"reason-{expense.pk}": ""}
    assert 'value="500.000"' in client.get(url("settlement-review", settlement)).content.decode()

    refused = client.post(url("settlement-review", settlement), boxes)
    assert refused.status_code == 200
    assert "Ghi lý do không chấp nhận hết" in refused.content.decode()
    client.post(url("settlement-review", settlement), boxes | {f"reason-{expense.pk}": "Vượt số bộ"})

    expense.refresh_from_db()
    assert (expense.accepted_amount, expense.exclusion_reason) == (400_000, "Vượt số bộ")


@pytest.mark.parametrize("amount", ["500.001", "-1", "abc", ""])
def test_the_officer_cannot_accept_more_than_was_claimed(as_user, settlement, hoa, kien, amount):
    services.submit_settlement(settlement, actor=hoa)
    expense = settlement.expenses.get()

    response = as_user(kien).post(
        url("settlement-review", settlement), {f"accepted-{expense.pk}": amount, f"reason-{expense.pk}": "x"}
    )

    assert response.status_code == 200
    expense.refresh_from_db()
    assert expense.accepted_amount is None


def test_the_settlement_road_through_the_pages(as_user, settlement, dung, hoa, kien, tai):
    as_user(hoa).post(url("settlement-submit", settlement))
    as_user(kien).post(url("settlement-return", settlement), {"reason": "Thiếu bảng kê"})
    assert "Thiếu bảng kê" in as_user(dung).get(url("settlement-detail", settlement)).content.decode()
    as_user(hoa).post(url("settlement-submit", settlement))
    as_user(kien).post(url("settlement-check", settlement))
    page = as_user(tai).get(url("settlement-approve", settlement)).content.decode()
    assert "Còn được cấp thêm" in page
    as_user(tai).post(url("settlement-approve", settlement), {"approved_on": "30/06/2022"})

    settlement.refresh_from_db()
    assert (settlement.status, settlement.approved_on) == (SettlementStatus.APPROVED, dt.date(2022, 6, 30))
    page = as_user(dung).get(url("settlement-detail", settlement)).content.decode()
    assert "01/QT-LĐLĐ" in page
    assert url("expense-create", settlement) not in page
    refused = as_user(dung).post(url("expense-create", settlement), EXPENSE | {"norm_code": ""})
    assert "đơn vị không sửa được" in refused.content.decode()


def test_an_approval_is_not_dated_tomorrow(as_user, settlement, hoa, kien, tai):
    services.submit_settlement(settlement, actor=hoa)
    services.check_settlement(settlement, actor=kien)

    as_user(tai).post(url("settlement-approve", settlement), {"approved_on": "01/01/2999"})

    settlement.refresh_from_db()
    assert settlement.status == SettlementStatus.CHECKED


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


@pytest.mark.parametrize(("name", "status"), [("advance-list", "paid"), ("settlement-list", "submitted")])
def test_the_lists_filter_by_status(as_user, unit, kien, name, status):
    for state in AdvanceStatus.values:
        make_advance(make_class(unit, people=1), status=state)
    for state in SettlementStatus.values:
        make_settlement(make_class(unit, people=1), status=state)
    client = as_user(kien)

    assert len(client.get(url(name)).context["object_list"]) == 5
    found = client.get(url(name), {"status": status}).context["object_list"]
    assert [row.status for row in found] == [status]
    assert len(client.get(url(name), {"status": "xx"}).context["object_list"]) == 5


def test_an_empty_filter_and_an_empty_list_say_different_things(as_user, course, kien):
    client = as_user(kien)
    nothing = client.get(url("advance-list")).content.decode()
    assert "Chưa có đề nghị tạm ứng" in nothing

    filtered = client.get(url("advance-list"), {"status": "paid"}).content.decode()
    assert "Bỏ lọc" in filtered


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
