from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.background import enqueue
from core.errors import DomainError
from core.formatting import plain_date
from documents.enums import DocumentKind, DocumentStatus
from documents.models import Document, NumberSeries, SigningAuthority
from documents.workflow import DOCUMENT
from organisations.selectors import letterhead_on, name_on


def symbol_of(kind, letterhead, drafting_symbol=""):
    """The symbol after the number: KIND-ISSUER; an official letter has no type: ISSUER-DRAFTER (NĐ 30/2020)."""
    if kind == DocumentKind.OFFICIAL_LETTER:
        return f"{letterhead.symbol}-{drafting_symbol}" if drafting_symbol else letterhead.symbol
    return f"{kind}-{letterhead.symbol}"


@transaction.atomic
def create_authority(
    organisation,
    *,
    user,
    form,
    authority_lines,
    kinds,
    valid_from,
    actor,
    position=1,
    legal_basis="",
    valid_to=None,
):
    """Let a person sign some kinds of paper for an organisation from a day on.

    Raises DomainError when the dates are the wrong way round.
    """
    if valid_to is not None and valid_to < valid_from:
        raise DomainError(_("The last day comes before the first day."))
    authority = SigningAuthority.objects.create(
        organisation=organisation,
        user=user,
        form=form,
        authority_lines=authority_lines,
        signer_name=user.full_name,
        kinds=[str(kind) for kind in kinds],
        valid_from=valid_from,
        valid_to=valid_to,
        position=position,
        legal_basis=legal_basis,
    )
    audit.record(actor=actor, verb="documents.authority.create", target=authority, user_id=user.pk)
    return authority


@transaction.atomic
def end_authority(authority, *, valid_to, actor):
    """End an authority; ``valid_to`` is its last day. Papers keep the signature they were issued with.

    Raises DomainError when it has ended already, for a day before its first, and when a paper with a later
    date was issued with it.
    """
    authority = SigningAuthority.objects.select_for_update(of=("self",)).get(pk=authority.pk)
    if authority.valid_to is not None and authority.valid_to < timezone.localdate():
        raise DomainError(
            _("This authority ended on %(day)s already.") % {"day": plain_date(authority.valid_to)}
        )
    if valid_to < authority.valid_from:
        raise DomainError(
            _("The authority began on %(day)s; its last day cannot be earlier.")
            % {"day": plain_date(authority.valid_from)}
        )
    later = authority.documents.filter(issued_on__gt=valid_to).order_by("-issued_on").first()
    if later is not None:
        raise DomainError(
            _("%(reference)s of %(day)s was issued with this authority. Choose that day or a later one.")
            % {"reference": later.reference, "day": plain_date(later.issued_on)}
        )
    authority.valid_to = valid_to
    authority.save(update_fields=["valid_to", "updated_at"])
    audit.record(actor=actor, verb="documents.authority.end", target=authority, valid_to=valid_to.isoformat())
    return authority


@transaction.atomic
def prepare_document(
    organisation, *, kind, title, template, snapshot, authority, on, actor, signed_by=None, drafting_symbol=""
):
    """Freeze a paper and lay it before its signer; with ``signed_by`` it is signed at once.

    ``on`` is the day the letterhead is taken from. The number comes when the clerk issues it.
    """
    letterhead = letterhead_on(organisation, on)
    document = Document.objects.create(
        organisation=organisation,
        kind=kind,
        title=title,
        template=template,
        snapshot=snapshot | _frame(letterhead, name_on(organisation, on), authority),
        authority=authority,
        prepared_by=actor,
        symbol=symbol_of(kind, letterhead, drafting_symbol),
    )
    audit.record(actor=actor, verb="documents.document.prepare", target=document, kind=str(kind))
    if signed_by is not None:
        sign_document(document, actor=signed_by)
    enqueue("documents.tasks.draw_document", document_id=document.pk, owner=actor, title=title)
    return document


@transaction.atomic
def sign_document(document, *, actor):
    return DOCUMENT.advance(document, "sign", actor=actor, fields={"signed_by": actor})


@transaction.atomic
def return_document(document, *, reason, actor):
    """Send a paper back to whoever prepared it; it never gets a number."""
    return DOCUMENT.advance(document, "return", actor=actor, fields={"return_reason": reason}, reason=reason)


@transaction.atomic
def issue_document(document, *, issued_on, actor):
    """Give a signed paper its number and date; the PDF follows in the background."""
    _refuse_expired(document.authority, issued_on)
    DOCUMENT.check(document, "issue")
    series, [number] = take_numbers(document.organisation, scope=document.kind, year=issued_on.year)
    DOCUMENT.advance(
        document,
        "issue",
        actor=actor,
        fields={"series": series, "number": number, "issued_on": issued_on},
        reference=f"{number:02d}/{document.symbol}",
    )
    enqueue("documents.tasks.draw_document", document_id=document.pk, owner=actor, title=document.title)
    return document


@transaction.atomic
def revoke_document(document, *, reason, actor):
    """Recall an issued paper; it keeps its number and its line in the register."""
    return DOCUMENT.advance(document, "revoke", actor=actor, fields={"return_reason": reason}, reason=reason)


@transaction.atomic
def issue_range(organisation, *, kind, template, papers, authority, issued_on, actor):
    """Number a whole range of forms at once, already issued: certificates, settlements.

    ``papers`` is a list of ``(title, snapshot)``. Nothing is drawn here: the caller promises that. Returns the
    documents in the same order.
    """
    _refuse_expired(authority, issued_on)
    letterhead = letterhead_on(organisation, issued_on)
    symbol = symbol_of(kind, letterhead)
    frame = _frame(letterhead, name_on(organisation, issued_on), authority)
    series, numbers = take_numbers(organisation, scope=kind, year=issued_on.year, count=len(papers))
    documents = Document.objects.bulk_create(
        Document(
            organisation=organisation,
            kind=kind,
            title=title,
            template=template,
            snapshot=snapshot | frame,
            authority=authority,
            prepared_by=actor,
            signed_by=authority.user if authority else None,
            status=DocumentStatus.ISSUED,
            series=series,
            number=number,
            symbol=symbol,
            issued_on=issued_on,
        )
        for number, (title, snapshot) in zip(numbers, papers, strict=True)
    )
    audit.record(
        actor=actor,
        verb="documents.document.range",
        target=series,
        first=numbers[0],
        last=numbers[-1],
        symbol=symbol,
    )
    return documents


@transaction.atomic
def take_over_series(organisation, *, scope, year, paper_numbers, actor):
    """Go on after the paper register: the numbers up to ``paper_numbers`` were given before this system."""
    page, created = NumberSeries.objects.get_or_create(
        organisation=organisation,
        scope=str(scope),
        year=year,
        defaults={"last_number": paper_numbers, "paper_numbers": paper_numbers},
    )
    if not created:
        raise DomainError(
            _(
                "The series %(scope)s of %(year)d has already begun; a paper register can only be taken over before."
            )
            % {"scope": scope, "year": year}
        )
    audit.record(actor=actor, verb="documents.series.takeover", target=page, paper_numbers=paper_numbers)
    return page


def take_numbers(organisation, *, scope, year, count=1):
    """Take a range of numbers for the caller's transaction: gapless, because a rollback puts them back.

    The row lock makes issuers queue per page of the register, not per table. Returns the page and the range.
    """
    page, _created = NumberSeries.objects.get_or_create(
        organisation=organisation, scope=str(scope), year=year
    )
    page = NumberSeries.objects.select_for_update(of=("self",)).get(pk=page.pk)
    page.last_number += count
    page.save(update_fields=["last_number"])
    return page, range(page.last_number - count + 1, page.last_number + 1)


@transaction.atomic
def attach_file(document, *, content, sha256, actor=None):
    """Keep the drawn PDF. Before issue it is a preview, drawn again with its number later."""
    current = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if current.number != document.number:
        return current  # it was issued while the preview was being drawn; the real one is promised
    if current.sha256 == sha256:
        return current  # drawn twice for one promise: the same bytes
    if current.file:
        transaction.on_commit(partial(current.file.storage.delete, current.file.name), robust=True)
    folder = f"{document.organisation_id}-{document.pk}"
    document.file.save(f"{folder}-{sha256[:12]}.pdf", content, save=False)
    document.sha256 = sha256
    document.save(update_fields=["file", "sha256", "updated_at"])
    verb = "documents.document.draw" if document.number else "documents.document.preview"
    audit.record(actor=actor, verb=verb, target=document, sha256=sha256)
    return document


def _refuse_expired(authority, date):
    """A paper is dated on a day on which its signer may sign."""
    if authority and not SigningAuthority.objects.on(date).filter(pk=authority.pk).exists():
        raise DomainError(
            _("%(signer)s may not sign on %(date)s. Choose a day on which the authority holds.")
            % {"signer": authority.signer_name, "date": f"{date:%d/%m/%Y}"}
        )


def _frame(letterhead, issuer_name, authority):
    """The head and the foot of a paper, frozen with it."""
    return {
        "letterhead": {
            "parent_lines": letterhead.parent_lines,
            "issuer_lines": letterhead.issuer_lines,
            "issuer_name": issuer_name,
            "place_name": letterhead.place_name,
        },
        "signature": {
            "authority_lines": authority.authority_lines if authority else [],
            "signer_name": authority.signer_name if authority else "",
        },
    }
