"""Approval prints, numbers and locks; afterwards neither a service nor the database lets anything through."""

import datetime as dt

import pytest

from core.errors import DomainError, NotAllowedNow
from core.models import Job
from documents.enums import DocumentKind
from documents.models import Document
from finance import services
from finance.enums import AdvanceStatus, SettlementStatus
from finance.facts import ReviewRow
from finance.models import Expense, Settlement
from tests.finance.stories import (
    make_advance,
)

ON = dt.date(2022, 6, 30)
LINE = {
    "description": "Tài liệu", "spent_on": dt.date(2022, 6, 6), "quantity": 3, "unit_price": 50_000,
    "voucher_number": "0001",
}  # fmt: skip


def checked(settlement, hoa, kien):
    services.submit_settlement(settlement, actor=hoa)
    return services.check_settlement(settlement, actor=kien)


def test_approval_prints_numbers_and_locks(settlement, course, hoa, kien, tai, federation):
    make_advance(course, amount=2_000_000, status=AdvanceStatus.PAID)
    services.submit_settlement(settlement, actor=hoa)
    row = ReviewRow(settlement.expenses.get().pk, 400_000, "Vượt số bộ")
    services.review_settlement(settlement, rows=[row], actor=kien)
    services.check_settlement(settlement, actor=kien)
    services.approve_settlement(settlement, approved_on=ON, actor=tai)

    document = Document.objects.get(pk=Settlement.objects.get().document_id)
    assert (document.organisation, document.kind, document.reference) == (
        federation, DocumentKind.SETTLEMENT, "01/QT-LĐLĐ",
    )  # fmt: skip
    facts = document.snapshot
    assert (facts["estimate_total"], facts["spent_total"], facts["accepted_total"]) == (
        5_900_000,
        500_000,
        400_000,
    )
    assert (facts["advanced_total"], facts["balance"]) == (2_000_000, 1_600_000)
    assert facts["balance_in_words"] == "Một triệu sáu trăm nghìn đồng"
    assert [line["amount"] for line in facts["lines"]] == [0, 0, 500_000]
    assert "Vượt số bộ" in facts["lines"][2]["note"]
    assert [person["name"] for person in facts["signatures"]][2:] == [kien.full_name, tai.full_name]
    assert Job.objects.get(path="documents.tasks.draw_document").arguments == {"document_id": document.pk}


def test_a_settlement_is_not_approved_before_the_class_closed(settlement, hoa, kien, tai):
    checked(settlement, hoa, kien)

    with pytest.raises(DomainError, match=r"07/06/2022"):
        services.approve_settlement(settlement, approved_on=dt.date(2022, 6, 6), actor=tai)
    assert not Document.objects.filter(kind=DocumentKind.SETTLEMENT).exists()


def test_nothing_of_an_approved_settlement_changes_any_more(settlement, course, dung, hoa, kien, tai):
    checked(settlement, hoa, kien)
    services.approve_settlement(settlement, approved_on=ON, actor=tai)
    expense, lines = settlement.expenses.get(), list(Expense.objects.values())

    for attempt in (
        lambda: services.create_expense(settlement, actor=dung, **LINE),
        lambda: services.update_expense(expense, actor=dung, **LINE),
        lambda: services.delete_expense(expense, actor=dung),
        lambda: services.update_settlement(settlement, explanation="khác", actor=dung),
        lambda: services.review_settlement(settlement, rows=[ReviewRow(expense.pk, 0, "x")], actor=kien),
        lambda: services.submit_settlement(settlement, actor=hoa),
        lambda: services.check_settlement(settlement, actor=kien),
        lambda: services.return_settlement(settlement, reason="x", actor=tai),
        lambda: services.approve_settlement(settlement, approved_on=ON, actor=tai),
        lambda: services.create_settlement(course, actor=dung),
    ):
        with pytest.raises(NotAllowedNow):
            attempt()
    assert list(Expense.objects.values()) == lines
    assert Document.objects.filter(kind=DocumentKind.SETTLEMENT).count() == 1


def test_the_database_itself_locks_an_approved_settlement(
    settlement, hoa, kien, tai, forbidden_by_the_database
):
    checked(settlement, hoa, kien)
    services.approve_settlement(settlement, approved_on=ON, actor=tai)

    with forbidden_by_the_database():
        Settlement.objects.update(explanation="sửa lén")
    with forbidden_by_the_database():
        Settlement.objects.update(status=SettlementStatus.DRAFT)
    with forbidden_by_the_database():
        settlement.expenses.all().delete()
        settlement.delete()


def test_the_database_keeps_the_sums_of_an_expense(settlement, forbidden_by_the_database):
    for wrong in ({"amount": 1}, {"accepted_amount": 500_001}, {"accepted_amount": -1}):
        with forbidden_by_the_database():
            settlement.expenses.update(**wrong)
