"""After issue: what stays for ever, what a revocation changes, and what the database itself refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from certificates.enums import CertificateStatus
from certificates.models import Certificate
from certificates.policies import can_revoke
from certificates.services import approve_batch, create_batch, issue_batch, revoke_certificate, submit_batch
from core.audit import history
from core.errors import NotAllowedNow
from documents.enums import DocumentKind, DocumentStatus
from documents.models import Document
from tests.certificates.stories import issued
from tests.factories import enrol

TODAY = dt.date(2022, 7, 1)


def verbs(row):
    return [entry.verb for entry in history(row)]


def test_one_valid_certificate_per_enrolment_is_the_rule_of_the_database(unit, an, lan, thu):
    certificate = issued(unit, proposer=an, leader=lan, clerk=thu, people=1).certificates.get()
    other = issued(unit, proposer=an, leader=lan, clerk=thu, people=1).certificates.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(
            batch=certificate.batch,
            enrolment=certificate.enrolment,
            document=Document.objects.filter(kind=DocumentKind.DECISION).first(),
            register_series=other.register_series,
            register_number=99,
            register_year=2022,
            token="another-token",
        )


@pytest.mark.parametrize(
    ("field", "value"),
    [("register_number", 77), ("token", "x" * 20), ("register_year", 2021), ("enrolment", 0)],
)
def test_an_issued_certificate_is_frozen(unit, an, lan, thu, forbidden_by_the_database, field, value):
    certificate = issued(unit, proposer=an, leader=lan, clerk=thu, people=1).certificates.get()
    if field == "enrolment":
        value = enrol(certificate.batch.course)

    with forbidden_by_the_database():
        Certificate.objects.filter(pk=certificate.pk).update(**{field: value})
    with forbidden_by_the_database():
        Certificate.objects.filter(pk=certificate.pk).delete()


def test_revoking_keeps_the_line_and_the_number(unit, an, lan, thu, binh):
    certificate = issued(unit, proposer=an, leader=lan, clerk=thu, people=1).certificates.get()
    reference = certificate.document.reference

    revoke_certificate(certificate, reason="Cấp nhầm người", revoked_on=TODAY, actor=binh)

    certificate = Certificate.objects.select_related("document").get(pk=certificate.pk)
    assert (certificate.status, certificate.revoked_on) == (CertificateStatus.REVOKED, TODAY)
    assert (certificate.register_number, certificate.document.reference) == (1, reference)
    assert certificate.document.status == DocumentStatus.REVOKED
    assert verbs(certificate)[0] == "certificates.certificate.revoke"
    with pytest.raises(NotAllowedNow):
        revoke_certificate(certificate, reason="Lần nữa", revoked_on=TODAY, actor=binh)


def test_who_may_revoke(unit, an, binh, lan, thu, dung, chi):
    certificate = issued(unit, proposer=an, leader=lan, clerk=thu, people=1).certificates.get()

    allowed = {user.username for user in (an, binh, lan, thu, dung, chi) if can_revoke(user, certificate)}
    assert allowed == {"binh", "thu"}


def test_the_number_of_a_revoked_certificate_is_never_used_again(unit, an, lan, thu, binh):
    batch = issued(unit, proposer=an, leader=lan, clerk=thu, people=1)
    revoke_certificate(batch.certificates.get(), reason="Sai tên", revoked_on=TODAY, actor=binh)

    second = create_batch(batch.course, actor=an)
    submit_batch(second, authority=batch.authority, actor=an)
    approve_batch(second, on=TODAY, actor=lan)
    issue_batch(second, issued_on=TODAY, actor=thu)

    assert second.certificates.get().register_number == 2
