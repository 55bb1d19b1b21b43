from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.enums import Role
from certificates.enums import BatchStatus, CertificateStatus
from certificates.models import Certificate
from documents.selectors import Desk, holders
from trainees.enums import Result
from trainees.models import Enrolment

VALID = Certificate.objects.filter(enrolment=OuterRef("pk"), status=CertificateStatus.VALID)


def eligible(course):
    """Enrolments of a class that have completed it and hold no valid certificate, by given name."""
    return (
        Enrolment.objects.filter(course=course, result=Result.COMPLETED)
        .enrolled()
        .exclude(Exists(VALID))
        .select_related("trainee", "course__programme", "course__organisation__federation", "assessment")
        .order_by("trainee__sort_key", "pk")
    )


def not_eligible(course):
    """Enrolments that get no certificate, with the reasons written when the results were confirmed."""
    return (
        Enrolment.objects.filter(course=course)
        .enrolled()
        .exclude(result=Result.COMPLETED)
        .select_related("trainee")
        .order_by("trainee__sort_key", "pk")
    )


def by_token(token):
    """The certificate behind a public token, or None."""
    return (
        Certificate.objects.select_related("document", "enrolment__trainee", "enrolment__course__programme")
        .filter(token=token)
        .first()
    )


def desk_of_batch(batch, *, today):
    """Whose turn it is with a proposal; None once the certificates are out. One query at most."""
    if batch.status == BatchStatus.SUBMITTED and batch.authority:
        return Desk(_("the signer"), (batch.authority.signer_name,), batch.updated_at)
    if batch.status == BatchStatus.APPROVED:
        people = holders(batch.organisation_id, today, Role.CLERK)
        return Desk(str(Role.CLERK.label), people, batch.updated_at)
    if batch.status in {BatchStatus.DRAFT, BatchStatus.RETURNED}:
        people = (batch.created_by.full_name,) if batch.created_by else ()
        return Desk(str(Role.ORGANISER.label), people, batch.updated_at)
    return None
