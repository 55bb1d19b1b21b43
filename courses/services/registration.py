"""A unit asks to hold a class; the organising department decides; the approved classes go out in a notice."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError
from courses.models import ApprovalNotice, CourseRegistration, EstimateLine
from courses.services.running import create_course
from courses.snapshots import notice_snapshot
from courses.workflow import REGISTRATION
from documents.enums import DocumentKind
from documents.services import prepare_document
from organisations.enums import REGISTERING

TEMPLATE = "courses/pdf/notice_2022.html"


@transaction.atomic
def create_registration(
    plan,
    *,
    organisation,
    title,
    starts_on,
    ends_on,
    venue,
    expected_trainees,
    estimate,
    actor,
    note="",
    programme=None,
):
    """Draft a registration of a unit under an issued plan of its federation; ``estimate`` are EstimateItems."""
    if not plan.is_issued:
        raise DomainError(_("The plan has not been issued yet, so no class can be registered under it."))
    if organisation.federation_id != plan.organisation_id or organisation.kind not in REGISTERING:
        raise DomainError(_("Only a unit of the federation that issued the plan may register a class."))
    registration = CourseRegistration(
        plan=plan,
        organisation=organisation,
        programme=programme or plan.programme,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        venue=venue,
        expected_trainees=expected_trainees,
        note=note,
        created_by=actor,
    )
    _check(registration, estimate)
    registration.save()
    _write_lines(registration, estimate)
    audit.record(
        actor=actor,
        verb="courses.registration.create",
        target=registration,
        plan_id=plan.pk,
        amount=sum(item.amount for item in estimate),
    )
    return registration


@transaction.atomic
def update_registration(registration, *, estimate, actor, **fields):
    """Change a draft or one that was sent back, with all lines of its estimate."""
    registration = CourseRegistration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if not registration.is_editable:
        raise DomainError(
            _("The registration is “%(status)s”, so it cannot be changed now. Take it back first.")
            % {"status": registration.get_status_display()}
        )
    changed = sorted(name for name, value in fields.items() if getattr(registration, name) != value)
    for name in changed:
        setattr(registration, name, fields[name])
    _check(registration, estimate)
    registration.save(update_fields=[*changed, "updated_at"])
    registration.estimate_lines.all().delete()
    _write_lines(registration, estimate)
    audit.record(
        actor=actor,
        verb="courses.registration.update",
        target=registration,
        fields=changed,
        amount=sum(item.amount for item in estimate),
    )
    return registration


@transaction.atomic
def submit_registration(registration, *, actor):
    REGISTRATION.check(registration, "submit")
    if not registration.plan.is_issued:
        raise DomainError(_("The plan is no longer in force, so the registration cannot be submitted."))
    if not registration.estimate_lines.exists():
        raise DomainError(_("Write at least one line of the estimate before submitting."))
    return REGISTRATION.advance(registration, "submit", actor=actor, fields={"return_reason": ""})


@transaction.atomic
def recall_registration(registration, *, actor):
    return REGISTRATION.advance(registration, "recall", actor=actor)


@transaction.atomic
def approve_registration(registration, *, actor):
    """Approve, and open the file of the class. Returns the course."""
    REGISTRATION.advance(registration, "approve", actor=actor, fields={"decided_by": actor})
    return create_course(registration, actor=actor)


@transaction.atomic
def return_registration(registration, *, reason, actor):
    fields = {"return_reason": reason, "decided_by": actor}
    return REGISTRATION.advance(registration, "return", actor=actor, fields=fields, reason=reason)


@transaction.atomic
def refuse_registration(registration, *, reason, actor):
    """The final no; a unit that may mend its registration gets it back by ``return_registration``."""
    fields = {"return_reason": reason, "decided_by": actor}
    return REGISTRATION.advance(registration, "refuse", actor=actor, fields=fields, reason=reason)


@transaction.atomic
def prepare_notice(plan, *, registrations, authority, on, actor):
    """Lay the notice of approved classes before its signer.

    ``registrations`` are rows of this plan; they are locked, because each goes out in one notice only.
    """
    wanted = {row.pk for row in registrations}
    if not wanted:
        raise DomainError(_("Tick at least one class for the notice."))
    if not plan.is_issued:
        raise DomainError(_("The plan is not in force, so no notice can be made under it."))
    if authority not in type(authority).objects.for_kind(plan.announcer, DocumentKind.NOTICE, on):
        raise DomainError(_("This signing authority does not cover the notice on that day."))
    rows = _lock_unannounced(plan, wanted)
    document = prepare_document(
        plan.announcer,
        kind=DocumentKind.NOTICE,
        title=_("List of classes approved in %(year)s") % {"year": plan.year},
        template=TEMPLATE,
        snapshot=notice_snapshot(plan, rows),
        authority=authority,
        on=on,
        actor=actor,
    )
    notice = ApprovalNotice.objects.create(
        organisation=plan.organisation, plan=plan, document=document, created_by=actor
    )
    CourseRegistration.objects.filter(pk__in=wanted).update(notice=notice)
    audit.record(
        actor=actor,
        verb="courses.approvalnotice.create",
        target=notice,
        document_id=document.pk,
        registrations=sorted(wanted),
    )
    return notice


def _lock_unannounced(plan, wanted):
    list(CourseRegistration.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    unannounced = CourseRegistration.objects.unannounced().filter(plan=plan, pk__in=wanted)
    free = set(unannounced.values_list("pk", flat=True))
    if free != wanted:
        raise DomainError(
            _(
                "%(count)s of the ticked classes are already in a notice. Reload the page to see which are left."
            )
            % {"count": len(wanted - free)}
        )
    rows = CourseRegistration.objects.filter(pk__in=wanted).select_related("organisation")
    return list(rows.prefetch_related("estimate_lines").order_by("starts_on", "pk"))


def _check(registration, estimate):
    if registration.ends_on < registration.starts_on:
        raise DomainError(_("The closing day comes before the opening day."))
    if not estimate:
        raise DomainError(_("Write at least one line of the estimate."))


def _write_lines(registration, estimate):
    EstimateLine.objects.bulk_create(
        EstimateLine(
            registration=registration,
            position=position,
            description=item.description,
            unit=item.unit,
            quantity=item.quantity,
            unit_price=item.unit_price,
        )
        for position, item in enumerate(estimate, 1)
    )
