import datetime as dt

import pytest

from core.errors import DomainError, NotAllowedNow
from core.models import AuditEntry
from courses.enums import CourseStatus
from finance import services
from finance.enums import AdvanceStatus, SettlementStatus
from finance.facts import ReviewRow
from finance.models import Expense, Settlement
from tests.finance.stories import (
    make_advance,
    make_class,
    make_expense,
    make_norm,
    make_settlement,
)

ON = dt.date(2022, 6, 30)
LINE = {
    "description": "Tài liệu", "spent_on": dt.date(2022, 6, 6), "quantity": 3, "unit_price": 50_000,
    "voucher_number": "0001",
}  # fmt: skip


def checked(settlement, hoa, kien):
    services.submit_settlement(settlement, actor=hoa)
    return services.check_settlement(settlement, actor=kien)


def test_a_class_that_is_over_is_settled_once(course, dung):
    settlement = services.create_settlement(course, actor=dung)

    assert (settlement.organisation, settlement.created_by) == (course.organisation, dung)
    with pytest.raises(NotAllowedNow):
        services.create_settlement(course, actor=dung)


@pytest.mark.parametrize("status", [CourseStatus.APPROVED, CourseStatus.RUNNING, CourseStatus.CANCELLED])
def test_a_class_that_is_not_over_is_not_settled(unit, dung, status):
    with pytest.raises(DomainError):
        services.create_settlement(make_class(unit, status=status), actor=dung)
    assert not Settlement.objects.exists()


def test_expenses_are_written_changed_and_taken_off(course, dung):
    settlement = services.create_settlement(course, actor=dung)
    expense = services.create_expense(settlement, actor=dung, **LINE)
    assert expense.amount == 150_000

    services.update_expense(expense, actor=dung, **LINE | {"quantity": 4})
    assert Expense.objects.get().amount == 200_000
    services.delete_expense(expense, actor=dung)

    assert not Expense.objects.exists()
    verbs = AuditEntry.objects.filter(verb__startswith="finance.expense").order_by("pk")
    assert [entry.verb.rpartition(".")[2] for entry in verbs] == ["create", "update", "delete"]


@pytest.mark.parametrize(
    "wrong",
    [{"quantity": 0}, {"unit_price": 0}, {"unit_price": -5}, {"unit_price": 10**15}, {"norm_code": "LẠ"}],
)
def test_an_expense_that_cannot_be_is_refused(settlement, dung, wrong):
    with pytest.raises(DomainError):
        services.create_expense(settlement, actor=dung, **LINE | wrong)
    assert settlement.expenses.count() == 1


def test_an_estimate_line_of_another_class_is_refused(settlement, unit, dung):
    other = make_class(unit).registration.estimate_lines.first()

    with pytest.raises(DomainError):
        services.create_expense(settlement, actor=dung, **LINE | {"estimate_line": other})


def test_finance_does_not_edit_and_the_unit_stops_editing_when_it_has_handed_in(settlement, dung, hoa):
    expense = settlement.expenses.get()
    services.submit_settlement(settlement, actor=hoa)

    for attempt in (
        lambda: services.create_expense(settlement, actor=dung, **LINE),
        lambda: services.update_expense(expense, actor=dung, **LINE),
        lambda: services.delete_expense(expense, actor=dung),
        lambda: services.update_settlement(settlement, explanation="khác", actor=dung),
    ):
        with pytest.raises(NotAllowedNow):
            attempt()
    expense.refresh_from_db()
    assert expense.description == "Tài liệu học viên"


def test_a_blocking_finding_refuses_the_submission_with_its_sentence(settlement, hoa):
    make_norm("HV_GIAIKHAT", max_amount=20_000)
    make_expense(
        settlement, norm_code="HV_GIAIKHAT", quantity=13, unit_price=20_000
    )  # 10 turns + 2 lecturers

    with pytest.raises(DomainError, match="13"):
        services.submit_settlement(settlement, actor=hoa)
    assert Settlement.objects.get().status == SettlementStatus.DRAFT


def test_a_warning_asks_for_an_explanation(settlement, dung, hoa):
    make_expense(settlement, estimate_line=None)
    services.update_settlement(settlement, explanation="  ", actor=dung)

    with pytest.raises(DomainError):
        services.submit_settlement(settlement, actor=hoa)
    services.update_settlement(settlement, explanation="Mua bổ sung theo yêu cầu của lớp.", actor=dung)
    services.submit_settlement(settlement, actor=hoa)

    assert Settlement.objects.get().submitted_by == hoa


def test_a_voucher_of_another_class_of_the_federation_is_found(settlement, neighbour, hoa, unit):
    other = make_settlement(make_class(neighbour))
    make_expense(other, voucher_number="1C22TAA-55", supplier="Công ty Mẫu")
    make_expense(settlement, voucher_number="1c22taa-55", supplier="CÔNG TY MẪU")

    with pytest.raises(DomainError, match=other.course.code):
        services.submit_settlement(settlement, actor=hoa)


def test_a_voucher_of_a_foreign_federation_is_none_of_our_business(settlement, foreign_federation, hoa):
    other = make_settlement(make_class(foreign_federation))
    make_expense(other, voucher_number="1C22TAA-55", supplier="Công ty Mẫu")
    make_expense(settlement, voucher_number="1C22TAA-55", supplier="Công ty Mẫu")

    services.submit_settlement(settlement, actor=hoa)


def test_an_advance_in_the_air_holds_the_settlement_up(settlement, course, hoa):
    make_advance(course, status=AdvanceStatus.APPROVED)

    with pytest.raises(DomainError):
        services.submit_settlement(settlement, actor=hoa)


def test_an_advance_that_came_while_the_page_was_open_counts_too(settlement, course, hoa):
    page = Settlement.objects.with_advances().get()
    make_advance(course, status=AdvanceStatus.SUBMITTED)

    with pytest.raises(DomainError):
        services.submit_settlement(page, actor=hoa)


def test_finance_accepts_less_only_with_a_reason(settlement, hoa, kien):
    services.submit_settlement(settlement, actor=hoa)
    expense = settlement.expenses.get()

    for amount, reason in ((400_000, " "), (500_001, "x"), (-1, "x")):
        with pytest.raises(DomainError):
            services.review_settlement(settlement, rows=[ReviewRow(expense.pk, amount, reason)], actor=kien)
    services.review_settlement(settlement, rows=[ReviewRow(expense.pk, 400_000, "Vượt số bộ")], actor=kien)

    expense.refresh_from_db()
    assert (expense.amount, expense.accepted_amount, expense.exclusion_reason) == (
        500_000,
        400_000,
        "Vượt số bộ",
    )


def test_finance_cannot_review_an_expense_of_another_settlement(settlement, unit, hoa, kien):
    services.submit_settlement(settlement, actor=hoa)
    foreign = make_expense(make_settlement(make_class(unit)))

    with pytest.raises(DomainError):
        services.review_settlement(settlement, rows=[ReviewRow(foreign.pk, 1, "x")], actor=kien)


def test_a_line_nobody_cut_is_accepted_as_it_stands(settlement, hoa, kien):
    checked(settlement, hoa, kien)

    assert settlement.expenses.get().accepted_amount == 500_000
    assert settlement.checked_by == kien


def test_amounts_are_reviewed_only_while_finance_checks(settlement, hoa, kien):
    row = ReviewRow(settlement.expenses.get().pk, 0, "x")

    with pytest.raises(NotAllowedNow):
        services.review_settlement(settlement, rows=[row], actor=kien)
    checked(settlement, hoa, kien)
    with pytest.raises(NotAllowedNow):
        services.review_settlement(settlement, rows=[row], actor=kien)


def test_maker_checker_and_approver_are_three_people(settlement, dung, hoa, kien, tai):
    services.submit_settlement(settlement, actor=hoa)
    for actor in (dung, hoa):
        with pytest.raises(DomainError, match=actor.full_name):
            services.check_settlement(settlement, actor=actor)
        with pytest.raises(DomainError, match=actor.full_name):
            services.review_settlement(settlement, rows=[], actor=actor)
    services.check_settlement(settlement, actor=kien)

    for actor in (dung, hoa, kien):
        with pytest.raises(DomainError, match=actor.full_name):
            services.approve_settlement(settlement, approved_on=ON, actor=actor)
    services.approve_settlement(settlement, approved_on=ON, actor=tai)
    assert Settlement.objects.get().approved_by == tai


def test_sent_back_keeps_what_the_unit_wrote_and_comes_again(settlement, dung, hoa, kien, tai):
    checked(settlement, hoa, kien)
    services.return_settlement(settlement, reason="Thiếu bảng kê", actor=tai)

    assert (settlement.status, settlement.return_reason, settlement.checked_by) == (
        SettlementStatus.RETURNED, "Thiếu bảng kê", None,
    )  # fmt: skip
    expense = settlement.expenses.get()
    assert (expense.description, settlement.explanation) == ("Tài liệu học viên", "Theo thực tế.")

    services.update_expense(expense, actor=dung, **LINE)
    expense.refresh_from_db()
    assert expense.accepted_amount is None  # the old acceptance was of another line
    checked(settlement, hoa, kien)
    assert Settlement.objects.get().return_reason == ""
