"""Before any class: schemes, programmes, the annual plan and its quotas."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError
from courses.models import (
    CommitteeMember,
    PlanQuota,
    Programme,
    ProgrammeTopic,
    Scheme,
    Topic,
    TrainingPlan,
)
from courses.selectors.catalogue import (
    refuse_foreign_topics,
    refuse_impossible_scheme,
    refuse_known_programme,
    refuse_known_topic,
)
from courses.snapshots import plan_snapshot
from courses.workflow import PLAN
from documents.enums import DocumentKind, DocumentStatus
from documents.services import prepare_document
from organisations.enums import REGISTERING
from organisations.models import Organisation

TEMPLATE = "courses/pdf/plan_2022.html"
PARTS = ("purpose", "audience", "content", "schedule", "funding", "assignment")


@transaction.atomic
def create_scheme(
    organisation,
    *,
    title,
    short_title,
    target_group,
    first_year,
    last_year,
    actor,
    objective="",
    members=(),
    committee=None,
):
    """Add a scheme with its steering committee.

    ``members`` are ``(full_name, position, is_head, user or None)``; at most one of them is the head.
    """
    scheme = Scheme(
        organisation=organisation,
        title=title,
        short_title=short_title,
        target_group=target_group,
        objective=objective,
        committee=committee,
        first_year=first_year,
        last_year=last_year,
    )
    refuse_impossible_scheme(scheme, members)
    scheme.save()
    for full_name, position, is_head, user in members:
        CommitteeMember.objects.create(
            scheme=scheme, full_name=full_name, position=position, is_head=is_head, user=user
        )
    audit.record(actor=actor, verb="courses.scheme.create", target=scheme, members=len(members))
    return scheme


@transaction.atomic
def create_topic(organisation, *, title, actor, periods=4):
    """Add a topic to the catalogue; ``periods`` are of 45 minutes. Raises DomainError when it is there already."""
    refuse_known_topic(organisation, title)
    topic = Topic.objects.create(organisation=organisation, title=title, periods=periods)
    audit.record(actor=actor, verb="courses.topic.create", target=topic)
    return topic


@transaction.atomic
def create_programme(
    organisation,
    *,
    title,
    audience,
    topics,
    actor,
    version=1,
    min_attendance_percent=80,
    requires_compulsory_topics=True,
    requires_essay=True,
):
    """Add a programme; ``topics`` are ``(topic, is_compulsory)`` in the order in which they are taught.

    Raises DomainError when a programme of that title and version is there, or a topic is of another federation.
    """
    refuse_known_programme(organisation, title, version)
    refuse_foreign_topics(organisation, topics)
    programme = Programme.objects.create(
        organisation=organisation,
        title=title,
        audience=audience,
        version=version,
        min_attendance_percent=min_attendance_percent,
        requires_compulsory_topics=requires_compulsory_topics,
        requires_essay=requires_essay,
    )
    ProgrammeTopic.objects.bulk_create(
        ProgrammeTopic(programme=programme, topic=topic, position=position, is_compulsory=is_compulsory)
        for position, (topic, is_compulsory) in enumerate(topics, 1)
    )
    audit.record(actor=actor, verb="courses.programme.create", target=programme, topics=len(topics))
    return programme


@transaction.atomic
def create_plan(
    organisation,
    *,
    year,
    programme,
    title,
    purpose,
    audience,
    content,
    schedule,
    funding,
    assignment,
    actor,
    scheme=None,
    legal_bases="",
    budget_amount=0,
):
    """Draft the plan of one year; ``budget_amount`` is in whole đồng, 0 where it is not known yet."""
    plan = TrainingPlan(
        organisation=organisation,
        year=year,
        programme=programme,
        scheme=scheme,
        title=title,
        purpose=purpose,
        audience=audience,
        content=content,
        schedule=schedule,
        funding=funding,
        assignment=assignment,
        legal_bases=legal_bases,
        budget_amount=budget_amount,
        created_by=actor,
    )
    _same_federation(plan)
    plan.save()
    audit.record(actor=actor, verb="courses.plan.create", target=plan, year=year)
    return plan


@transaction.atomic
def update_plan(plan, *, actor, **fields):
    """Change a draft or a plan that was sent back; ``fields`` are those of ``create_plan``."""
    plan = _editable(plan)
    changed = sorted(name for name, value in fields.items() if getattr(plan, name) != value)
    for name in changed:
        setattr(plan, name, fields[name])
    _same_federation(plan)
    if changed:
        plan.save(update_fields=[*changed, "updated_at"])
        audit.record(actor=actor, verb="courses.plan.update", target=plan, fields=changed)
    return plan


@transaction.atomic
def set_quotas(plan, *, quotas, actor):
    """Set the quotas of all units at once: ``quotas`` are QuotaItems; a unit that is left out has none."""
    plan = _editable(plan)
    wanted = {item.organisation_id: item for item in quotas if item.courses or item.trainees}
    allowed = set(
        Organisation.objects.of_kind(*REGISTERING)
        .filter(federation_id=plan.organisation_id, pk__in=wanted)
        .values_list("pk", flat=True)
    )
    if set(wanted) - allowed:
        raise DomainError(_("A quota goes to a unit of this federation that may hold classes."))
    for item in wanted.values():
        if not (item.courses and item.trainees):
            raise DomainError(_("A quota has both: a number of classes and a number of trainees."))
    plan.quotas.exclude(organisation_id__in=wanted).delete()
    for item in wanted.values():
        PlanQuota.objects.update_or_create(
            plan=plan,
            organisation_id=item.organisation_id,
            defaults={"courses": item.courses, "trainees": item.trainees},
        )
    audit.record(
        actor=actor,
        verb="courses.plan.quotas",
        target=plan,
        units=len(wanted),
        courses=sum(item.courses for item in wanted.values()),
        trainees=sum(item.trainees for item in wanted.values()),
    )
    return plan


def missing_parts(plan):
    """What a plan still lacks before it can be submitted: sentences for the reader."""
    missing = [
        _("Part “%(part)s” is still empty.") % {"part": plan._meta.get_field(name).verbose_name}
        for name in PARTS
        if not getattr(plan, name).strip()
    ]
    if not plan.quotas.exists():
        missing.append(_("No unit has a quota yet."))
    return missing


@transaction.atomic
def submit_plan(plan, *, actor):
    PLAN.check(plan, "submit")
    if missing := missing_parts(plan):
        raise DomainError(" ".join(missing))
    return PLAN.advance(plan, "submit", actor=actor, fields={"return_reason": ""})


@transaction.atomic
def endorse_plan(plan, *, actor):
    """Pass the plan on to the leader: not by the person who drafted it."""
    if plan.created_by_id == actor.pk:
        raise DomainError(_("Whoever drafted the plan does not pass it on; another person does."))
    return PLAN.advance(plan, "endorse", actor=actor)


@transaction.atomic
def approve_plan(plan, *, authority, on, actor):
    """Approve and sign: the paper is frozen with the signature of ``authority`` and goes to the clerk.

    ``on`` is the day of signing. Raises DomainError when the authority is not the actor's own, not of this
    federation, does not cover plans or does not hold on that day.
    """
    PLAN.check(plan, "approve")
    own = type(authority).objects.for_kind(plan.organisation, DocumentKind.PLAN, on)
    if authority not in own or authority.user_id != actor.pk:
        raise DomainError(_("This signing authority does not cover the plan on that day."))
    PLAN.advance(plan, "approve", actor=actor, authority_id=authority.pk)
    plan.document = prepare_document(
        plan.organisation,
        kind=DocumentKind.PLAN,
        title=plan.title,
        template=TEMPLATE,
        snapshot=plan_snapshot(plan),
        authority=authority,
        on=on,
        actor=actor,
        signed_by=actor,
    )
    plan.save(update_fields=["document"])
    return plan


@transaction.atomic
def return_plan(plan, *, reason, actor):
    return PLAN.advance(plan, "return", actor=actor, fields={"return_reason": reason}, reason=reason)


@transaction.atomic
def reopen_plan(plan, *, actor):
    """Take an approved plan back for repair, when the clerk or the signer has sent its paper back."""
    PLAN.check(plan, "reopen")
    if plan.document is None or plan.document.status != DocumentStatus.RETURNED:
        raise DomainError(_("Only a plan whose document was sent back is taken back for repair."))
    reason = plan.document.return_reason
    return PLAN.advance(plan, "reopen", actor=actor, fields={"return_reason": reason}, reason=reason)


def _editable(plan):
    """The plan as it stands now, locked; refuses when it is under way."""
    plan = TrainingPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not plan.is_editable:
        raise DomainError(
            _("The plan is “%(status)s”, so it cannot be changed now. Have it sent back first.")
            % {"status": plan.get_status_display()}
        )
    return plan


def _same_federation(plan):
    others = [plan.programme, plan.scheme] if plan.scheme else [plan.programme]
    if any(other.organisation_id != plan.organisation_id for other in others):
        raise DomainError(_("The programme and the scheme of a plan belong to the same federation."))
