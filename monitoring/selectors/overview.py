"""The year at a glance: plan against reality, in figures and unit by unit."""

from dataclasses import dataclass, fields

from django.db.models import Count, F, Q, Sum

from certificates.enums import CertificateStatus
from certificates.models import Certificate
from core.names import sort_key
from courses.enums import CourseStatus, PlanStatus
from courses.models import Course, EstimateLine, PlanQuota
from finance.models import Expense
from organisations.models import Organisation
from organisations.querysets import within
from trainees.enums import EnrolmentStatus, Result
from trainees.models import Enrolment


@dataclass(slots=True)
class UnitYear:
    """One unit's year; people and classes are counts, money whole đồng."""

    name: str = ""
    planned_courses: int = 0
    planned_trainees: int = 0
    courses: int = 0
    completed_courses: int = 0
    enrolled: int = 0
    completed: int = 0
    certified: int = 0
    estimated: int = 0
    accepted: int = 0


def year_of(user, year):
    """``(total, rows)`` of one year: the sum and one ``UnitYear`` for each unit, by name."""
    scope = user.scope_paths()
    courses = Course.objects.filter(within(scope, "organisation"), plan__year=year)
    live = courses.exclude(status=CourseStatus.CANCELLED)
    mine = Q(course__in=live)
    figures = [
        (
            PlanQuota.objects.filter(
                within(scope, "organisation"), plan__year=year, plan__status=PlanStatus.APPROVED
            ),
            "organisation",
            {"planned_courses": Sum("courses"), "planned_trainees": Sum("trainees")},
        ),
        (
            live,
            "organisation",
            {
                "courses": Count("pk"),
                "completed_courses": Count("pk", filter=Q(status=CourseStatus.COMPLETED)),
            },
        ),
        (
            Enrolment.objects.filter(mine, status=EnrolmentStatus.ENROLLED),
            "course__organisation",
            {"enrolled": Count("pk"), "completed": Count("pk", filter=Q(result=Result.COMPLETED))},
        ),
        (
            Certificate.objects.filter(enrolment__course__in=live, status=CertificateStatus.VALID),
            "enrolment__course__organisation",
            {"certified": Count("pk")},
        ),
        (
            EstimateLine.objects.filter(registration__course__in=live),
            "registration__organisation",
            {"estimated": Sum(F("quantity") * F("unit_price"))},
        ),
        (
            Expense.objects.filter(settlement__course__in=live),
            "settlement__organisation",
            {"accepted": Sum("accepted_amount")},
        ),
    ]
    units = gather(figures)
    names = dict(Organisation.objects.filter(pk__in=units).values_list("pk", "name"))
    for key, unit in units.items():
        unit.name = names[key]
    rows = sorted(units.values(), key=lambda unit: sort_key(unit.name))
    return total_of(rows), rows


def gather(figures):
    units = {}
    for rows, by, sums in figures:
        for row in (
            rows.order_by()
            .values(owner=F(f"{by}_id"))
            .annotate(**{f"sum_{name}": value for name, value in sums.items()})
        ):
            unit = units.setdefault(row["owner"], UnitYear())
            for name in sums:
                setattr(unit, name, row[f"sum_{name}"] or 0)
    return units


def total_of(rows):
    total = UnitYear()
    for field in fields(UnitYear):
        if field.name != "name":
            setattr(total, field.name, sum(getattr(row, field.name) for row in rows))
    return total
