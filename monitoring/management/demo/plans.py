"""Training plans of the demo, from the wording of the seed documents; approved, numbered, announced."""

from courses import services as courses
from courses.facts import QuotaItem
from courses.models import CourseRegistration
from documents.enums import DocumentKind
from documents.models import SigningAuthority
from documents.services import issue_document, sign_document, take_over_series


def issue_plan(ground, *, staff, quotas, issued_on, paper_numbers=0, scheme=None, **facts):
    """Draft, submit, pass on, approve and issue a plan; ``quotas`` are (code, classes, trainees)."""
    plan = courses.create_plan(
        ground.federation,
        year=issued_on.year,
        programme=ground.programme,
        scheme=scheme,
        actor=staff["organiser"],
        **facts,
    )
    items = [QuotaItem(ground.organisations[code].pk, classes, people) for code, classes, people in quotas]
    courses.set_quotas(plan, quotas=items, actor=staff["organiser"])
    courses.submit_plan(plan, actor=staff["organiser"])
    courses.endorse_plan(plan, actor=staff["head"])
    [authority] = SigningAuthority.objects.for_kind(ground.federation, DocumentKind.PLAN, issued_on)
    courses.approve_plan(plan, authority=authority, on=issued_on, actor=staff["leader"])
    if paper_numbers:
        take_over_series(
            ground.federation,
            scope=DocumentKind.PLAN,
            year=issued_on.year,
            paper_numbers=paper_numbers,
            actor=staff["clerk"],
        )
    issue_document(plan.document, issued_on=issued_on, actor=staff["clerk"])
    plan.refresh_from_db()
    return plan


def announce(plan, *, staff, authority, issued_on):
    """The notice of every class approved so far: prepared, signed by its authority, numbered."""
    rows = list(CourseRegistration.objects.filter(plan=plan).unannounced())
    notice = courses.prepare_notice(
        plan, registrations=rows, authority=authority, on=issued_on, actor=staff["organiser"]
    )
    sign_document(notice.document, actor=authority.user)
    issue_document(notice.document, issued_on=issued_on, actor=staff["clerk"])
    return notice
