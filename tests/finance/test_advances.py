import datetime as dt

import pytest

from core.errors import DomainError, NotAllowedNow
from core.models import AuditEntry, Job
from courses.enums import CourseStatus
from documents.enums import DocumentKind, DocumentStatus
from documents.models import Document, NumberSeries
from finance import services
from finance.enums import AdvanceStatus, SettlementStatus
from finance.models import Advance
from tests.factories import OPENING
from tests.finance.stories import DUE, make_advance, make_class, make_settlement

ON = dt.date(2022, 5, 20)


def ask(course, dung, amount=1_000_000):
    return services.create_advance(course, amount=amount, purpose="Chi tổ chức lớp", due_on=DUE, actor=dung)


def approved(course, dung, hoa, tai):
    advance = ask(course, dung)
    services.submit_advance(advance, actor=hoa)
    return services.approve_advance(advance, issued_on=ON, actor=tai)


@pytest.fixture
def course(unit):
    return make_class(unit, status=CourseStatus.APPROVED)


def test_the_road_of_an_advance_is_walked_by_four_people(course, dung, hoa, tai, kien):
    advance = approved(course, dung, hoa, tai)
    services.pay_advance(advance, paid_on=dt.date(2022, 5, 25), voucher_number="PC-07", actor=kien)

    advance = Advance.objects.get()
    assert advance.status == AdvanceStatus.PAID
    assert (advance.approved_by, advance.voucher_number) == (tai, "PC-07")
    verbs = AuditEntry.objects.filter(verb__startswith="finance.").order_by("pk").values_list("verb", "actor")
    assert list(verbs) == [
        ("finance.advance.create", dung.pk),
        ("finance.advance.submit", hoa.pk),
        ("finance.advance.approve", tai.pk),
        ("finance.advance.pay", kien.pk),
    ]


def test_approval_issues_form_03_tt_under_the_federation_and_promises_its_pdf(
    course, dung, hoa, tai, federation
):
    make_advance(course, amount=500_000, status=AdvanceStatus.PAID)

    advance = approved(course, dung, hoa, tai)

    document = Document.objects.get(pk=advance.document_id)
    assert (document.organisation, document.kind) == (federation, DocumentKind.ADVANCE_REQUEST)
    assert (document.reference, document.issued_on) == ("01/TƯ-LĐLĐ", ON)
    facts = document.snapshot
    assert (facts["amount"], facts["amount_in_words"]) == (1_000_000, "Một triệu đồng")
    assert (facts["estimate_total"], facts["advanced_total"]) == (5_900_000, 500_000)
    assert (facts["requester_name"], facts["department"]) == (dung.full_name, course.organisation.name)
    assert facts["outstanding_total"] == 500_000
    assert facts["due_on"] == DUE.isoformat()
    job = Job.objects.get(path="documents.tasks.draw_document")
    assert job.arguments == {"document_id": document.pk}


def test_an_advance_stays_inside_the_estimate_minus_earlier_ones(course, dung):
    make_advance(course, amount=4_000_000, status=AdvanceStatus.PAID)
    make_advance(course, amount=9_000_000, status=AdvanceStatus.RETURNED)  # does not count

    with pytest.raises(DomainError) as refusal:
        ask(course, dung, amount=1_900_001)
    assert ask(course, dung, amount=1_900_000).amount == 1_900_000

    for figure in ("5.900.000 đồng", "4.000.000 đồng", "1.900.000 đồng", "1.900.001 đồng", "1 đồng"):
        assert figure in str(refusal.value)


def test_two_drafts_that_fit_alone_cannot_both_be_submitted(course, dung, hoa):
    first, second = ask(course, dung, amount=3_000_000), ask(course, dung, amount=3_000_000)
    services.submit_advance(first, actor=hoa)

    with pytest.raises(DomainError, match="5.900.000"):
        services.submit_advance(second, actor=hoa)
    assert Advance.objects.get(pk=second.pk).status == AdvanceStatus.DRAFT


@pytest.mark.parametrize("amount", [0, -1])
def test_nobody_asks_for_nothing(course, dung, amount):
    with pytest.raises(DomainError):
        ask(course, dung, amount=amount)


def test_an_advance_is_not_due_before_the_class_opens(course, dung):
    with pytest.raises(DomainError, match=r"06/06/2022"):
        services.create_advance(
            course, amount=1, purpose="x", due_on=OPENING - dt.timedelta(days=1), actor=dung
        )


def test_a_cancelled_class_gets_no_advance(unit, dung):
    course = make_class(unit, status=CourseStatus.CANCELLED)

    with pytest.raises(DomainError, match=course.code):
        ask(course, dung)


def test_who_asked_neither_approves_nor_pays_and_who_approved_does_not_pay(course, dung, hoa, tai):
    advance = ask(course, dung)
    services.submit_advance(advance, actor=hoa)

    with pytest.raises(DomainError, match=dung.full_name):
        services.approve_advance(advance, issued_on=ON, actor=dung)
    services.approve_advance(advance, issued_on=ON, actor=tai)
    for actor in (dung, tai):
        with pytest.raises(DomainError, match=actor.full_name):
            services.pay_advance(advance, paid_on=ON, voucher_number="1", actor=actor)


def test_money_does_not_leave_before_the_approval(course, dung, hoa, tai, kien):
    advance = approved(course, dung, hoa, tai)

    with pytest.raises(DomainError, match=r"20/05/2022"):
        services.pay_advance(advance, paid_on=ON - dt.timedelta(days=1), voucher_number="1", actor=kien)


def test_a_returned_request_is_mended_and_comes_back_with_another_number(course, dung, hoa, tai, kien):
    advance = approved(course, dung, hoa, tai)
    first = advance.document
    services.return_advance(advance, reason="Ghi rõ nội dung", actor=kien)

    first.refresh_from_db()
    assert (advance.status, advance.document, advance.approved_by) == (AdvanceStatus.RETURNED, None, None)
    assert (first.status, first.reference) == (DocumentStatus.REVOKED, "01/TƯ-LĐLĐ")

    services.update_advance(advance, amount=900_000, purpose="Thuê hội trường", due_on=DUE, actor=dung)
    services.submit_advance(advance, actor=hoa)
    services.approve_advance(advance, issued_on=ON, actor=tai)
    assert advance.document.reference == "02/TƯ-LĐLĐ"
    assert advance.return_reason == ""


@pytest.mark.parametrize("status", [AdvanceStatus.SUBMITTED, AdvanceStatus.APPROVED, AdvanceStatus.PAID])
def test_only_a_draft_or_a_returned_request_is_edited(course, dung, status):
    advance = make_advance(course, status=status)

    with pytest.raises(NotAllowedNow):
        services.update_advance(advance, amount=1, purpose="x", due_on=DUE, actor=dung)


def test_a_stale_page_does_not_pay_twice(course, dung, hoa, tai, kien):
    approved(course, dung, hoa, tai)
    one, two = Advance.objects.get(), Advance.objects.get()
    services.pay_advance(one, paid_on=ON, voucher_number="PC-1", actor=kien)

    with pytest.raises(NotAllowedNow):
        services.pay_advance(two, paid_on=ON, voucher_number="PC-2", actor=kien)
    assert Advance.objects.get().voucher_number == "PC-1"


def test_a_refused_approval_takes_no_number(course, dung, hoa, tai):
    advance = ask(course, dung)  # still a draft

    with pytest.raises(NotAllowedNow):
        services.approve_advance(advance, issued_on=ON, actor=tai)
    assert not NumberSeries.objects.filter(scope=DocumentKind.ADVANCE_REQUEST).exists()
    assert not Document.objects.filter(kind=DocumentKind.ADVANCE_REQUEST).exists()


@pytest.mark.parametrize(
    "status", [SettlementStatus.SUBMITTED, SettlementStatus.CHECKED, SettlementStatus.APPROVED]
)
def test_once_the_settlement_is_handed_in_no_advance_moves(unit, dung, hoa, tai, kien, status):
    course = make_class(unit)
    rows = {state: make_advance(course, status=state) for state in AdvanceStatus.values}
    make_settlement(course, status=status)
    tries = [
        lambda: ask(course, dung),
        lambda: services.update_advance(rows["draft"], amount=1, purpose="x", due_on=DUE, actor=dung),
        lambda: services.submit_advance(rows["draft"], actor=hoa),
        lambda: services.approve_advance(rows["submitted"], issued_on=ON, actor=tai),
        lambda: services.pay_advance(rows["approved"], paid_on=ON, voucher_number="1", actor=kien),
        lambda: services.return_advance(rows["submitted"], reason="x", actor=kien),
    ]

    for attempt in tries:
        with pytest.raises(NotAllowedNow, match=course.code):
            attempt()
    assert {row.pk: row.status for row in Advance.objects.all()} == {r.pk: s for s, r in rows.items()}
