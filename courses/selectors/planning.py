"""What the pages of plans and registrations read across tables: standings, findings, whose turn it is."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import Role
from core.formatting import dong, money, plain_date
from courses.enums import CourseStatus, PlanStatus, RegistrationStatus
from courses.facts import day_off
from courses.models import CourseRegistration, PlanQuota
from courses.policies import can_draft_plan
from documents.selectors import Desk, desk_of_paper, holders
from organisations.enums import REGISTERING
from organisations.querysets import within

COUNTED = (RegistrationStatus.SUBMITTED, RegistrationStatus.APPROVED)


def planning_federation(user):
    """The federation whose plans this person drafts, or None."""
    federations = (row.organisation.federation for row in user.current_memberships)
    return next((row for row in federations if row and can_draft_plan(user, row)), None)


def registering_unit(user, plan):
    """The unit for which this person registers classes under a plan, or None."""
    units = (
        row.organisation
        for row in user.current_memberships
        if row.role in {Role.UNIT_COORDINATOR, Role.UNIT_CHAIR} and row.organisation.kind in REGISTERING
    )
    return next((unit for unit in units if unit.federation_id == plan.organisation_id), None)


@dataclass(slots=True)
class Standing:
    """One unit under one plan: its quota, and what is registered and approved so far (classes, people)."""

    organisation: object
    courses: int = 0
    trainees: int = 0
    registered_courses: int = 0
    registered_trainees: int = 0
    approved_courses: int = 0
    approved_trainees: int = 0

    @property
    def courses_left(self):
        return max(0, self.courses - self.registered_courses)

    @property
    def is_over(self):
        return self.registered_courses > self.courses or self.registered_trainees > self.trainees


@dataclass(slots=True)
class Standings:
    rows: list
    total: Standing = field(default_factory=lambda: Standing(None))


def _alive():
    """Registrations that use up a quota: submitted or approved, their class not cancelled."""
    rows = CourseRegistration.objects.filter(status__in=COUNTED)
    return rows.exclude(course__status=CourseStatus.CANCELLED)


def standings(plan, user):
    """The quotas of a plan against its registrations, for the units this reader sees. Two queries."""
    scope = within(user.scope_paths(), "organisation")
    rows = {
        quota.organisation_id: Standing(quota.organisation, quota.courses, quota.trainees)
        for quota in PlanQuota.objects.filter(scope, plan=plan)
        .select_related("organisation")
        .order_by("organisation__path")
    }
    approved = Q(status=RegistrationStatus.APPROVED)
    counts = (
        _alive()
        .filter(scope, plan=plan, organisation_id__in=rows)
        .values("organisation_id")
        .annotate(
            registered_courses=Count("pk"),
            registered_trainees=Sum("expected_trainees"),
            approved_courses=Count("pk", filter=approved),
            approved_trainees=Sum("expected_trainees", filter=approved),
        )
    )
    for count in counts:
        row = rows[count.pop("organisation_id")]
        for name, value in count.items():
            setattr(row, name, value or 0)
    table = Standings(list(rows.values()))
    for row in table.rows:
        for name in Standing.__slots__[1:]:
            setattr(table.total, name, getattr(table.total, name) + getattr(row, name))
    return table


def standing_of(plan, organisation, *, but=None):
    """One unit's standing; ``but`` is a registration left out of the count (the one being looked at)."""
    quota = PlanQuota.objects.filter(plan=plan, organisation=organisation).first()
    rows = _alive().filter(plan=plan, organisation=organisation)
    approved = Q(status=RegistrationStatus.APPROVED)
    sums = rows.exclude(pk=but.pk if but else None).aggregate(
        registered_courses=Count("pk"),
        registered_trainees=Sum("expected_trainees", default=0),
        approved_courses=Count("pk", filter=approved),
        approved_trainees=Sum("expected_trainees", filter=approved, default=0),
    )
    return Standing(organisation, quota.courses if quota else 0, quota.trainees if quota else 0, **sums)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to weigh before deciding. ``severity``: high, middle or low."""

    severity: str
    text: str

    @property
    def word(self):
        return {
            "high": pgettext("finding", "Needs a decision"),
            "middle": pgettext("finding", "Look again"),
            "low": pgettext("finding", "For information"),
        }[self.severity]

    @property
    def tone(self):
        return {"high": "back", "middle": "wait", "low": "draft"}[self.severity]


def findings(registration, *, today):
    """What an approver should see before deciding, the gravest first. Three queries."""
    rank = {"high": 0, "middle": 1, "low": 2}
    found = [
        *_quota_findings(registration),
        *_date_findings(registration, today),
        *_overlap_findings(registration),
        *_money_findings(registration),
    ]
    return sorted(found, key=lambda finding: rank[finding.severity])


def _quota_findings(registration):
    standing = standing_of(registration.plan, registration.organisation, but=registration)
    if not standing.courses:
        yield Finding("high", _("The plan gives this unit no quota."))
        return
    courses = standing.registered_courses + 1
    people = standing.registered_trainees + registration.expected_trainees
    if courses > standing.courses:
        yield Finding(
            "high",
            _("Over the quota of classes: %(count)s of %(quota)s.")
            % {"count": courses, "quota": standing.courses},
        )
    if people > standing.trainees:
        yield Finding(
            "high",
            _("Over the quota of trainees: %(count)s of %(quota)s.")
            % {"count": money(people), "quota": money(standing.trainees)},
        )


def _date_findings(registration, today):
    year = registration.plan.year
    if registration.starts_on.year != year or registration.ends_on.year != year:
        yield Finding("high", _("The days lie outside the year of the plan (%(year)s).") % {"year": year})
    if registration.starts_on < today:
        yield Finding(
            "high",
            _("The opening day %(date)s has already passed.") % {"date": plain_date(registration.starts_on)},
        )
    length = min((registration.ends_on - registration.starts_on).days, 366)
    days = [registration.starts_on + dt.timedelta(days=number) for number in range(length + 1)]
    if sundays := [plain_date(day) for day in days if day.weekday() == 6]:
        yield Finding("low", _("Teaching on a Sunday: %(dates)s.") % {"dates": ", ".join(sundays[:4])})
    if holidays := [plain_date(day) for day in days if day_off(day)]:
        yield Finding("middle", _("Public holiday: %(dates)s.") % {"dates": ", ".join(holidays)})


def _overlap_findings(registration):
    others = (
        _alive()
        .filter(
            organisation_id=registration.organisation_id,
            starts_on__lte=registration.ends_on,
            ends_on__gte=registration.starts_on,
        )
        .exclude(pk=registration.pk)
        .order_by("starts_on", "pk")[:3]
    )
    for other in others:
        yield Finding(
            "middle",
            _("Same days as another class of this unit: %(title)s (%(first)s – %(last)s).")
            % {
                "title": other.title,
                "first": plain_date(other.starts_on),
                "last": plain_date(other.ends_on),
            },
        )


def _money_findings(registration):
    plan, amount = registration.plan, registration.estimate_amount
    spent = (
        _alive()
        .filter(plan=plan, status=RegistrationStatus.APPROVED)
        .exclude(pk=registration.pk)
        .aggregate(sum=Sum(F("estimate_lines__quantity") * F("estimate_lines__unit_price"), default=0))["sum"]
    )
    if plan.budget_amount and spent + amount > plan.budget_amount:
        yield Finding(
            "high",
            _("With this class the estimates exceed the budget of the plan by %(amount)s.")
            % {"amount": dong(spent + amount - plan.budget_amount)},
        )
    per_head = round(amount / registration.expected_trainees)
    yield Finding("low", _("Estimate per trainee: %(amount)s.") % {"amount": dong(per_head)})


def desk_of_plan(plan, *, today):
    """Whose turn it is with a plan: one query at most."""
    federation, since = plan.organisation_id, plan.updated_at
    if plan.status == PlanStatus.SUBMITTED:
        people = holders(federation, today, Role.ORGANISING_HEAD, but=plan.created_by_id)
        return Desk(_("head of the organising department"), people, since)
    if plan.status == PlanStatus.ENDORSED:
        return Desk(_("standing-committee leader"), holders(federation, today, Role.LEADER), since)
    if plan.is_editable:
        return Desk(_("organising staff"), (plan.created_by.full_name,) if plan.created_by else (), since)
    return desk_of_paper(plan.document, federation, today=today)


def desk_of_registration(registration, *, today):
    """Whose turn it is with a registration: one query at most; None when nothing is left to do."""
    federation, since = registration.plan.organisation_id, registration.updated_at
    if registration.status == RegistrationStatus.SUBMITTED:
        people = holders(federation, today, Role.ORGANISING_HEAD)
        return Desk(_("head of the organising department"), people, since)
    if registration.is_editable:
        return Desk(
            registration.organisation.name,
            (registration.created_by.full_name,) if registration.created_by else (),
            since,
        )
    return None
