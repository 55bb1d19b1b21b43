from django.db.models import Exists, OuterRef

from certificates.enums import CertificateStatus
from certificates.models import Certificate
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
