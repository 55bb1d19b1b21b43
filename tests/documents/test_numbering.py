"""The register: gapless, one page per issuer, kind and year, whatever happens at the same time."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from core.audit import history
from core.errors import DomainError
from documents.enums import DocumentKind, DocumentStatus
from documents.models import Document, NumberSeries
from documents.services import issue_document, issue_range, symbol_of, take_numbers, take_over_series
from tests.factories import make_authority, make_document, make_federation, make_user

DAY = dt.date(2022, 5, 9)


def signed(federation, *, kind=DocumentKind.NOTICE, **fields):
    return make_document(federation, kind=kind, status=DocumentStatus.SIGNED, **fields)


def test_numbers_begin_at_one_and_go_on(federation, thu):
    references = [
        issue_document(signed(federation), issued_on=DAY, actor=thu).reference for _number in range(3)
    ]

    assert references == ["01/TB-LĐLĐ", "02/TB-LĐLĐ", "03/TB-LĐLĐ"]


def test_every_kind_year_and_issuer_has_its_own_page(federation, foreign_federation, thu):
    first = issue_document(signed(federation), issued_on=DAY, actor=thu)
    kind = issue_document(signed(federation, kind=DocumentKind.DECISION), issued_on=DAY, actor=thu)
    year = issue_document(signed(federation), issued_on=dt.date(2023, 1, 3), actor=thu)
    issuer = issue_document(signed(foreign_federation), issued_on=DAY, actor=thu)

    assert [paper.number for paper in (first, kind, year, issuer)] == [1, 1, 1, 1]
    assert len({paper.series_id for paper in (first, kind, year, issuer)}) == 4


def test_the_year_is_that_of_the_date_on_the_paper(federation, thu):
    paper = issue_document(signed(federation), issued_on=dt.date(2021, 12, 31), actor=thu)

    assert paper.series.year == 2021


def test_a_rollback_puts_the_numbers_back(federation):
    take_numbers(federation, scope="TB", year=2022, count=5)

    with transaction.atomic():
        assert list(take_numbers(federation, scope="TB", year=2022, count=3)[1]) == [6, 7, 8]
        transaction.set_rollback(True)

    assert list(take_numbers(federation, scope="TB", year=2022)[1]) == [6]


def test_a_refused_issue_takes_no_number(federation, lan, thu):
    authority = make_authority(federation, lan, valid_from=dt.date(2022, 6, 1))
    paper = signed(federation, authority=authority)

    with pytest.raises(DomainError, match="09/05/2022"):
        issue_document(paper, issued_on=DAY, actor=thu)

    assert not NumberSeries.objects.exists()


def test_a_paper_is_not_numbered_twice(federation, thu):
    paper = signed(federation)
    stale = Document.objects.get(pk=paper.pk)
    issue_document(paper, issued_on=DAY, actor=thu)

    for again in (paper, stale):
        with pytest.raises(DomainError):
            issue_document(again, issued_on=DAY, actor=thu)

    assert NumberSeries.objects.get().last_number == 1


def test_a_range_is_numbered_in_order_and_logged_once(federation, lan, thu):
    papers = [(f"Giấy {place}", {"place": place}) for place in range(4)]

    documents = issue_range(
        federation,
        kind=DocumentKind.CERTIFICATE,
        template="certificates/pdf/certificate_2022.html",
        papers=papers,
        authority=make_authority(federation, lan),
        issued_on=DAY,
        actor=thu,
    )

    assert [(row.number, row.snapshot["place"]) for row in documents] == [(1, 0), (2, 1), (3, 2), (4, 3)]
    [line] = history(documents[0].series)
    assert (line.verb, line.data["first"], line.data["last"]) == ("documents.document.range", 1, 4)


def test_a_range_is_dated_while_its_signer_may_sign(federation, lan, thu):
    with pytest.raises(DomainError, match="09/05/2022"):
        issue_range(
            federation,
            kind=DocumentKind.CERTIFICATE,
            template="certificates/pdf/certificate_2022.html",
            papers=[("Giấy", {})],
            authority=make_authority(federation, lan, valid_to=dt.date(2022, 5, 8)),
            issued_on=DAY,
            actor=thu,
        )

    assert not NumberSeries.objects.exists()


def test_the_database_refuses_the_same_number_twice(federation):
    paper = make_document(federation, issued_on=DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_document(federation, issued_on=DAY, number=paper.number)


@pytest.mark.parametrize(
    ("status", "is_numbered"),
    [("submitted", True), ("signed", True), ("returned", True), ("issued", False), ("revoked", False)],
)
def test_a_number_comes_with_the_issue_and_stays(federation, forbidden_by_the_database, status, is_numbered):
    page = NumberSeries.objects.create(organisation=federation, scope="TB", year=2022)
    numbered = {"series": page, "number": 9, "issued_on": DAY} if is_numbered else {}

    with forbidden_by_the_database():
        Document.objects.create(
            organisation=federation,
            kind=DocumentKind.NOTICE,
            title="Thông báo",
            template="courses/pdf/notice_2022.html",
            snapshot={},
            status=status,
            **numbered,
        )


# Taking over the paper register


def test_the_system_goes_on_after_the_paper_register(federation, thu):
    page = take_over_series(federation, scope=DocumentKind.NOTICE, year=2022, paper_numbers=64, actor=thu)

    assert issue_document(signed(federation), issued_on=DAY, actor=thu).reference == "65/TB-LĐLĐ"
    assert [entry.verb for entry in history(page)] == ["documents.series.takeover"]


def test_a_page_that_has_begun_is_not_taken_over(federation, thu):
    issue_document(signed(federation), issued_on=DAY, actor=thu)

    with pytest.raises(DomainError):
        take_over_series(federation, scope=DocumentKind.NOTICE, year=2022, paper_numbers=64, actor=thu)


def test_no_page_ends_before_its_paper_numbers(federation, forbidden_by_the_database):
    with forbidden_by_the_database():
        NumberSeries.objects.create(
            organisation=federation, scope="TB", year=2022, last_number=3, paper_numbers=4
        )


# Symbols


@pytest.mark.parametrize(
    ("kind", "drafter", "symbol"),
    [
        (DocumentKind.PLAN, "", "KH-LĐLĐ"),
        (DocumentKind.DECISION, "ToC", "QĐ-LĐLĐ"),
        (DocumentKind.OFFICIAL_LETTER, "ToC", "LĐLĐ-ToC"),
        (DocumentKind.OFFICIAL_LETTER, "", "LĐLĐ"),
    ],
)
def test_the_symbol_follows_the_decree(federation, kind, drafter, symbol):
    assert symbol_of(kind, federation.letterheads.get(), drafter) == symbol


@pytest.mark.parametrize(("number", "text"), [(1, "01"), (65, "65"), (100, "100"), (12345, "12345")])
def test_the_width_of_a_number_grows(federation, number, text):
    paper = make_document(federation, number=number)

    assert paper.reference == f"{text}/TB-LĐLĐ"


# At the same time


@pytest.mark.django_db(transaction=True)
def test_twelve_clerks_at_once_leave_no_gap_and_no_double():
    federation = make_federation("HP", name="Liên đoàn Lao động thành phố Hải Phòng")
    clerk = make_user("clerk")
    papers = [signed(federation) for _number in range(12)]
    errors = []

    def run(paper):
        try:
            issue_document(
                Document.objects.select_related("organisation").get(pk=paper.pk), issued_on=DAY, actor=clerk
            )
        except Exception as error:  # pragma: no cover -- shown below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[paper]) for paper in papers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert sorted(Document.objects.values_list("number", flat=True)) == list(range(1, 13))
    assert NumberSeries.objects.get().last_number == 12


@pytest.mark.django_db(transaction=True)
def test_one_paper_issued_by_six_at_once_gets_one_number():
    federation = make_federation("HP", name="Liên đoàn Lao động thành phố Hải Phòng")
    clerk, paper = make_user("clerk"), signed(federation)
    outcomes = []

    def run():
        try:
            issue_document(
                Document.objects.select_related("organisation").get(pk=paper.pk), issued_on=DAY, actor=clerk
            )
            outcomes.append("issued")
        except DomainError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["issued"] + ["refused"] * 5
    assert NumberSeries.objects.get().last_number == 1
