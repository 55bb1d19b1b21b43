"""What waits at the desks of those who sign and number: papers and certificates."""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.enums import Role
from certificates.enums import BatchStatus
from certificates.models import CertificateBatch
from documents.enums import DocumentStatus
from documents.models import Document
from monitoring.selectors.inbox.items import item
from organisations.querysets import within


def documents(user):
    """To sign (only one's own name), to number (the clerk), and one's own papers on their way or sent back."""
    to_sign = Q(status=DocumentStatus.SUBMITTED, authority__user=user)
    to_number = Q(status=DocumentStatus.SIGNED) & within(user.scope_paths(Role.CLERK), "organisation")
    own = Q(
        status__in=[DocumentStatus.SUBMITTED, DocumentStatus.SIGNED, DocumentStatus.RETURNED],
        prepared_by=user,
    )
    # a decision that grants certificates is numbered together with them, from the proposal
    granting = CertificateBatch.objects.filter(status=BatchStatus.APPROVED, decision__isnull=False)
    rows = (
        Document.objects.registered()
        .filter(to_sign | to_number | own)
        .exclude(pk__in=granting.values("decision_id"))
        .for_list()[:100]
    )
    numbering = user.scope_paths(Role.CLERK)
    for row in rows:
        signs = row.status == DocumentStatus.SUBMITTED and row.authority and row.authority.user_id == user.pk
        numbers = row.status == DocumentStatus.SIGNED and any(
            row.organisation.path.startswith(path) for path in numbering
        )
        returned = row.status == DocumentStatus.RETURNED
        detail = _("Sent back: “%s”") % row.return_reason if returned else row.get_kind_display().capitalize()
        if signs or numbers or (returned and row.prepared_by_id == user.pk):
            yield item(row, title=row.title, detail=detail)
        else:
            yield item(row, title=row.title, detail=_("With %s") % holder(row), mine=False)


def holder(document):
    """Who has the paper now, in words."""
    if document.status == DocumentStatus.SUBMITTED:
        return document.authority.signer_name if document.authority else "–"
    return _("the records clerk")


def batches(user):
    """Proposals of certificates: to approve, to issue, to mend."""
    mine = (
        Q(status=BatchStatus.SUBMITTED, authority__user=user)
        | Q(status=BatchStatus.APPROVED) & within(user.scope_paths(Role.CLERK), "organisation")
        | Q(status__in=[BatchStatus.DRAFT, BatchStatus.RETURNED])
        & within(user.scope_paths(Role.ORGANISER, Role.ORGANISING_HEAD), "organisation")
    )
    for row in (
        CertificateBatch.objects.filter(mine).select_related("course__organisation").order_by("-pk")[:50]
    ):
        detail = row.course.organisation.name
        if row.status == BatchStatus.RETURNED:
            detail = _("Sent back: “%s”") % row.return_reason
        yield item(row, title=_("Certificates: %s") % row.course.title, detail=detail)
