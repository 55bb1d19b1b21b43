import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates import selectors, snapshots
from certificates.enums import REGISTER_SCOPE
from certificates.models import Certificate, CertificateBatch
from certificates.workflow import BATCH, CERTIFICATE
from core import audit
from core.background import enqueue
from core.errors import DomainError
from courses.enums import CourseStatus
from courses.models import Course
from documents.enums import DocumentKind, DocumentStatus
from documents.services import (
    issue_document,
    issue_range,
    prepare_document,
    return_document,
    revoke_document,
    take_numbers,
)

CERTIFICATE_TEMPLATE = "certificates/pdf/certificate_2022.html"
DECISION_TEMPLATE = "certificates/pdf/decision_2022.html"
TOKEN_BYTES = 15  # 120 bits: nobody guesses a certificate


@transaction.atomic
def create_batch(course, *, actor):
    """Propose the certificates of a completed class."""
    if course.status != CourseStatus.COMPLETED:
        raise DomainError(
            _(
                "The results of %(course)s are not confirmed yet. Confirm them first, then propose certificates."
            )
            % {"course": course.title}
        )
    if not selectors.eligible(course).exists():
        raise DomainError(_("Nobody in this class is waiting for a certificate."))
    try:
        with transaction.atomic():
            batch = CertificateBatch.objects.create(
                organisation=course.organisation.federation, course=course, created_by=actor
            )
    except IntegrityError as error:
        raise DomainError(_("A proposal for this class is already open.")) from error
    audit.record(actor=actor, verb="certificates.batch.create", target=batch, course_id=course.pk)
    return batch


@transaction.atomic
def submit_batch(batch, *, authority, actor):
    """Lay the proposal before the leader who signs the certificates."""
    return BATCH.advance(batch, "submit", actor=actor, fields={"authority": authority, "return_reason": ""})


@transaction.atomic
def approve_batch(batch, *, on, actor):
    """Approve the list and sign its decision; the clerk numbers both. ``on`` is the day of the letterhead."""
    BATCH.check(batch, "approve")
    enrolments = list(selectors.eligible(batch.course))
    if not enrolments:
        raise DomainError(_("Nobody in this class is waiting for a certificate."))
    decision = prepare_document(
        batch.organisation,
        kind=DocumentKind.DECISION,
        title=_("Granting of certificates: %(course)s") % {"course": batch.course.title},
        template=DECISION_TEMPLATE,
        snapshot=snapshots.decision(batch, enrolments),
        authority=batch.authority,
        on=on,
        actor=actor,
        signed_by=actor,
    )
    return BATCH.advance(
        batch,
        "approve",
        actor=actor,
        fields={"approved_by": actor, "decision": decision},
        people=len(enrolments),
    )


@transaction.atomic
def return_batch(batch, *, reason, actor):
    """Send a proposal back; a decision that was signed but not issued goes back with it."""
    if batch.decision and batch.decision.is_issued:
        raise DomainError(
            _(
                "The decision %(reference)s is out already. Issue the certificates, or revoke the decision first."
            )
            % {"reference": batch.decision.reference}
        )
    if batch.decision and batch.decision.status == DocumentStatus.SIGNED:
        return_document(batch.decision, reason=reason, actor=actor)
    return BATCH.advance(
        batch, "return", actor=actor, fields={"return_reason": reason, "decision": None}, reason=reason
    )


@transaction.atomic
def issue_batch(batch, *, issued_on, actor):
    """Number the decision and every certificate in one transaction; one job draws them afterwards."""
    BATCH.check(batch, "issue")
    Course.objects.select_for_update(of=("self",)).get(pk=batch.course_id)
    enrolments = list(selectors.eligible(batch.course))
    _refuse_another_list(batch.decision, enrolments)
    if not batch.decision.is_issued:
        issue_document(batch.decision, issued_on=issued_on, actor=actor)
    certificates = _number(batch, enrolments, issued_on=issued_on, actor=actor)
    job = enqueue(
        "certificates.tasks.draw_batch",
        owner=actor,
        title=_("Drawing certificates: %(course)s") % {"course": batch.course.title},
        total=len(certificates),
        link=batch.get_absolute_url(),
        batch_id=batch.pk,
    )
    return BATCH.advance(
        batch,
        "issue",
        actor=actor,
        fields={"issued_on": issued_on, "job": job},
        first=certificates[0].document.reference,
        last=certificates[-1].document.reference,
    )


def _refuse_another_list(decision, enrolments):
    """What is granted is what was signed: the same people, named the same."""
    listed = decision.snapshot["annexes"][0]["rows"]
    if len(listed) != len(enrolments):
        raise DomainError(
            _("The decision lists %(listed)d people, but %(now)d are eligible now. Send the proposal back.")
            % {"listed": len(listed), "now": len(enrolments)}
        )
    if listed != snapshots.roster(enrolments)["rows"]:
        raise DomainError(
            _("The list of people has changed since the decision was signed. Send the proposal back.")
        )


def _number(batch, enrolments, *, issued_on, actor):
    """Take the two ranges of numbers and write papers and certificates, in the order of the list."""
    year = issued_on.year
    series, lines = take_numbers(batch.organisation, scope=REGISTER_SCOPE, year=year, count=len(enrolments))
    certificates = [
        Certificate(
            batch=batch,
            enrolment=enrolment,
            register_series=series,
            register_number=line,
            register_year=year,
            token=secrets.token_urlsafe(TOKEN_BYTES),
        )
        for line, enrolment in zip(lines, enrolments, strict=True)
    ]
    papers = [
        (
            f"Giấy chứng nhận – {certificate.enrolment.trainee.full_name}",
            snapshots.certificate(
                certificate.enrolment,
                token=certificate.token,
                register_reference=certificate.register_reference,
                issued_on=issued_on,
            ),
        )
        for certificate in certificates
    ]
    documents = issue_range(
        batch.organisation,
        kind=DocumentKind.CERTIFICATE,
        template=CERTIFICATE_TEMPLATE,
        papers=papers,
        authority=batch.authority,
        issued_on=issued_on,
        actor=actor,
    )
    for certificate, document in zip(certificates, documents, strict=True):
        certificate.document = document
    return Certificate.objects.bulk_create(certificates)


@transaction.atomic
def record_drawing(batch, *, drawn, actor=None):
    """Say in the log that every certificate of the batch has its file."""
    audit.record(
        actor=actor,
        verb="certificates.batch.draw",
        target=batch,
        text=ngettext("%d certificate", "%d certificates", drawn) % drawn,
    )


@transaction.atomic
def revoke_certificate(certificate, *, reason, revoked_on, actor):
    """Revoke a certificate; its line and number stay, its public page says so."""
    CERTIFICATE.advance(
        certificate,
        "revoke",
        actor=actor,
        fields={"revoked_on": revoked_on, "revoke_reason": reason},
        reason=reason,
    )
    revoke_document(certificate.document, reason=reason, actor=actor)
    return certificate
