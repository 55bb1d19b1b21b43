from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.background import enqueue
from core.errors import DomainError, NotAllowedNow
from core.formatting import dong, plain_date
from documents.enums import DocumentKind, DocumentStatus
from documents.services import issue_range, revoke_document
from finance.models import Advance
from finance.selectors import advance_room, outstanding_amount
from finance.services.ground import hold_course, hold_for_advance, refuse_the_maker, refuse_when_settled
from finance.snapshots import ADVANCE_TEMPLATE, advance_snapshot
from finance.workflow import ADVANCE


@transaction.atomic
def create_advance(course, *, amount, purpose, due_on, actor):
    """Draft a request for an advance of ``amount`` đồng, to be settled by ``due_on``."""
    course = hold_course(course)
    refuse_when_settled(course)
    _refuse_bad_request(course, amount=amount, due_on=due_on)
    advance = Advance.objects.create(
        course=course,
        organisation=course.organisation,
        amount=amount,
        purpose=purpose,
        due_on=due_on,
        created_by=actor,
    )
    audit.record(actor=actor, verb="finance.advance.create", target=advance, amount=amount)
    return advance


@transaction.atomic
def update_advance(advance, *, amount, purpose, due_on, actor):
    course = hold_for_advance(advance)
    if not advance.is_editable:
        raise NotAllowedNow(
            _("The request is “%(status)s” and cannot be changed.") % {"status": advance.get_status_display()}
        )
    _refuse_bad_request(course, amount=amount, due_on=due_on, excluding=advance)
    advance.amount, advance.purpose, advance.due_on = amount, purpose, due_on
    advance.save(update_fields=["amount", "purpose", "due_on", "updated_at"])
    audit.record(actor=actor, verb="finance.advance.update", target=advance, amount=amount)
    return advance


@transaction.atomic
def submit_advance(advance, *, actor):
    course = hold_for_advance(advance)
    ADVANCE.check(advance, "submit")
    _refuse_bad_request(course, amount=advance.amount, due_on=advance.due_on, excluding=advance)
    return ADVANCE.advance(
        advance, "submit", actor=actor, fields={"return_reason": ""}, amount=advance.amount
    )


@transaction.atomic
def approve_advance(advance, *, issued_on, actor):
    """Approve the request and issue its form 03-TT, numbered on ``issued_on`` by the federation."""
    hold_for_advance(advance)
    ADVANCE.check(advance, "approve")
    refuse_the_maker(actor, advance.created_by_id)
    snapshot = advance_snapshot(
        advance,
        room=advance_room(advance.course, excluding=advance),
        outstanding=outstanding_amount(advance),
        approver=actor,
    )
    title = _("Request for an advance, class %(code)s") % {"code": advance.course.code}
    [document] = issue_range(
        advance.organisation.federation,
        kind=DocumentKind.ADVANCE_REQUEST,
        template=ADVANCE_TEMPLATE,
        papers=[(title, snapshot)],
        authority=None,
        issued_on=issued_on,
        actor=actor,
    )
    ADVANCE.advance(
        advance, "approve", actor=actor, fields={"approved_by": actor, "document": document},
        reference=document.reference,
    )  # fmt: skip
    enqueue("documents.tasks.draw_document", document_id=document.pk, owner=actor, title=title)
    return advance


@transaction.atomic
def pay_advance(advance, *, paid_on, voucher_number, actor):
    """Record that the money has left: on which day and by which payment voucher (phiếu chi, ủy nhiệm chi)."""
    hold_for_advance(advance)
    ADVANCE.check(advance, "pay")
    refuse_the_maker(actor, advance.created_by_id, advance.approved_by_id)
    if paid_on < advance.document.issued_on:
        raise DomainError(
            _("The request was approved on %(day)s; money cannot have left before.")
            % {"day": plain_date(advance.document.issued_on)}
        )
    return ADVANCE.advance(
        advance,
        "pay",
        actor=actor,
        fields={"paid_on": paid_on, "voucher_number": voucher_number},
        voucher=voucher_number,
        amount=advance.amount,
    )


@transaction.atomic
def return_advance(advance, *, reason, actor):
    """Send the request back; a form already issued is revoked and keeps its number."""
    hold_for_advance(advance)
    ADVANCE.check(advance, "return")
    if advance.document is not None and advance.document.status == DocumentStatus.ISSUED:
        revoke_document(advance.document, reason=reason, actor=actor)
    return ADVANCE.advance(
        advance,
        "return",
        actor=actor,
        fields={"return_reason": reason, "approved_by": None, "document": None},
        reason=reason,
    )


def _refuse_bad_request(course, *, amount, due_on, excluding=None):
    if amount <= 0:
        raise DomainError(_("An advance is more than 0 đồng."))
    if due_on < course.starts_on:
        raise DomainError(
            _("The advance cannot be due before the class opens on %(day)s.")
            % {"day": plain_date(course.starts_on)}
        )
    room = advance_room(course, excluding=excluding)
    if amount > room.left:
        raise DomainError(
            _(
                "The approved estimate is %(estimated)s, %(advanced)s of it is already asked for or paid in advance:"
                " at most %(left)s more. %(amount)s is too much by %(excess)s."
            )
            % {
                "estimated": dong(room.estimated),
                "advanced": dong(room.advanced),
                "left": dong(room.left),
                "amount": dong(amount),
                "excess": dong(amount - room.left),
            }
        )
