"""Two people at the same moment: exactly one wins, and nothing is half done."""

import datetime as dt
import threading

import pytest
from django.db import connections

from core.errors import DomainError
from core.models import AuditEntry
from courses.enums import CourseStatus
from documents.enums import DocumentKind
from documents.models import Document, NumberSeries
from finance import services
from finance.enums import AdvanceStatus, SettlementStatus
from finance.models import Advance, Expense, Settlement
from tests.finance.stories import DUE, make_advance, make_class, ready_settlement

ON = dt.date(2022, 6, 30)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tries):
    """Run every try in its own thread, released together; returns "done" or the refusal of each, in order."""
    gate, results = threading.Barrier(len(tries)), [None] * len(tries)

    def run(number, attempt):
        try:
            act = attempt()  # reads its own copy of the row, as a page does
            gate.wait(timeout=20)
            act()
            results[number] = "done"
        except DomainError as refusal:
            results[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tries)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def winners(results):
    assert all(result == "done" or isinstance(result, DomainError) for result in results), results
    return [number for number, result in enumerate(results) if result == "done"]


def test_two_approvals_of_a_settlement_print_one_sheet(unit, dung, hoa, kien, tai, lan):
    settlement = ready_settlement(make_class(unit), dung=dung)
    services.submit_settlement(settlement, actor=hoa)
    services.check_settlement(settlement, actor=kien)

    def approve(actor):
        row = Settlement.objects.get()
        return lambda: services.approve_settlement(row, approved_on=ON, actor=actor)

    results = at_once(lambda: approve(tai), lambda: approve(lan))

    assert len(winners(results)) == 1
    assert Document.objects.filter(kind=DocumentKind.SETTLEMENT).count() == 1
    assert NumberSeries.objects.get(scope=DocumentKind.SETTLEMENT).last_number == 1
    assert AuditEntry.objects.filter(verb="finance.settlement.approve").count() == 1


def test_two_approvals_of_an_advance_issue_one_form(unit, dung, tai, lan):
    make_advance(make_class(unit), created_by=dung, status=AdvanceStatus.SUBMITTED)

    def approve(actor):
        row = Advance.objects.get()
        return lambda: services.approve_advance(row, issued_on=ON, actor=actor)

    results = at_once(lambda: approve(tai), lambda: approve(lan))

    assert len(winners(results)) == 1
    assert NumberSeries.objects.get(scope=DocumentKind.ADVANCE_REQUEST).last_number == 1


def test_handing_in_while_somebody_edits_never_mixes(unit, dung, hoa):
    settlement = ready_settlement(make_class(unit), dung=dung)

    def edit():
        row = Expense.objects.select_related("settlement__course").get()
        return lambda: services.update_expense(
            row,
            description="Sửa",
            spent_on=row.spent_on,
            quantity=1,
            unit_price=1,
            voucher_number="x",
            actor=dung,
        )

    def submit():
        row = Settlement.objects.get()
        return lambda: services.submit_settlement(row, actor=hoa)

    results = at_once(edit, submit)

    assert 1 in winners(results)  # an edit before the submission is part of it, one after is refused
    settlement.refresh_from_db()
    assert settlement.status == SettlementStatus.SUBMITTED
    edited = Expense.objects.get().description == "Sửa"
    assert edited == (results[0] == "done")
    order = list(
        AuditEntry.objects.filter(verb__startswith="finance.").order_by("pk").values_list("verb", flat=True)
    )
    assert order == (["finance.expense.update"] if edited else []) + ["finance.settlement.submit"]


def test_two_requests_never_pass_the_estimate_together(unit, dung, hoa):
    course = make_class(unit, status=CourseStatus.APPROVED)  # estimate 5.900.000
    rows = [make_advance(course, amount=3_000_000, created_by=dung) for _number in range(2)]

    def submit(pk):
        row = Advance.objects.get(pk=pk)
        return lambda: services.submit_advance(row, actor=hoa)

    results = at_once(*[lambda pk=row.pk: submit(pk) for row in rows])

    assert len(winners(results)) == 1
    assert Advance.objects.filter(status=AdvanceStatus.SUBMITTED).count() == 1


def test_a_settlement_is_opened_once_by_two(unit, dung, hoa):
    course = make_class(unit)

    results = at_once(
        lambda: lambda: services.create_settlement(course, actor=dung),
        lambda: lambda: services.create_settlement(course, actor=hoa),
    )

    assert len(winners(results)) == 1
    assert Settlement.objects.count() == 1


def test_paying_and_sending_back_at_once_ends_in_one_of_them(unit, dung, hoa, tai, kien):
    course = make_class(unit, status=CourseStatus.APPROVED)
    advance = services.create_advance(course, amount=1_000_000, purpose="Chi", due_on=DUE, actor=dung)
    services.submit_advance(advance, actor=hoa)
    services.approve_advance(advance, issued_on=ON, actor=tai)

    def pay():
        row = Advance.objects.get()
        return lambda: services.pay_advance(row, paid_on=ON, voucher_number="PC-1", actor=kien)

    def send_back():
        row = Advance.objects.get()
        return lambda: services.return_advance(row, reason="Thiếu", actor=kien)

    results = at_once(pay, send_back)

    assert len(winners(results)) == 1
    advance = Advance.objects.get()
    assert (advance.status, bool(advance.voucher_number)) in {
        (AdvanceStatus.PAID, True),
        (AdvanceStatus.RETURNED, False),
    }
