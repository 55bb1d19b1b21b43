import datetime as dt

import pytest

from courses.enums import CourseStatus
from documents.models import Document
from finance import services
from finance.enums import AdvanceStatus, SettlementStatus
from finance.models import Advance, Expense, Settlement
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
ADVANCE = {"amount": "1.500.000", "purpose": "Chi tổ chức lớp", "due_on": "20/07/2022"}


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
