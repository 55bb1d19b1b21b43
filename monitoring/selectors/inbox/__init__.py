"""Việc cần làm: what waits for this reader, asked floor by floor, only where a role of theirs has a desk."""

from itertools import chain

from django.utils.translation import gettext as _

from accounts.enums import Role
from core.models import Job
from monitoring.selectors.inbox import money, papers, training
from monitoring.selectors.inbox.items import InboxItem

R = Role


def jobs(user):
    """Running and failed jobs of one's own; a finished one is nobody's work any more."""
    rows = Job.objects.filter(owner=user, state__in=[Job.State.WAITING, Job.State.RUNNING, Job.State.FAILED])
    for job in rows.exclude(path="documents.tasks.draw_document", state=Job.State.WAITING).order_by("-pk")[
        :10
    ]:
        failed = job.state == Job.State.FAILED
        yield InboxItem(
            label=job.get_state_display(),
            tone="back" if failed else "run",
            title=job.title or job.path,
            detail=job.error[:120]
            if failed
            else f"{job.done}/{job.total}"
            if job.total
            else _("You may leave this page"),
            url=job.get_absolute_url(),
            since=job.created_at,
            mine=failed,
            progress=None if failed else job.percent,
        )


def sources(user, today):
    """Each desk with the roles that sit at it."""
    return [
        ({R.ORGANISER, R.ORGANISING_HEAD, R.LEADER}, lambda: training.plans(user)),
        (
            {R.ORGANISER, R.ORGANISING_HEAD, R.UNIT_COORDINATOR, R.UNIT_CHAIR},
            lambda: training.registrations(user),
        ),
        ({R.UNIT_COORDINATOR, R.UNIT_CHAIR}, lambda: training.plans_to_register(user, today)),
        ({R.ORGANISER, R.ORGANISING_HEAD}, lambda: training.approvals_to_announce(user)),
        ({R.UNIT_COORDINATOR, R.UNIT_CHAIR}, lambda: training.courses_without_roster(user, today)),
        ({R.UNIT_COORDINATOR}, lambda: training.imports_to_apply(user)),
        ({R.SCHOOL_COORDINATOR}, lambda: training.courses_to_staff(user)),
        ({R.SCHOOL_COORDINATOR, R.ORGANISER, R.ORGANISING_HEAD}, lambda: training.courses_to_conclude(user)),
        ({R.ORGANISER, R.ORGANISING_HEAD}, lambda: training.courses_to_certify(user)),
        ({R.LECTURER}, lambda: training.sessions_to_mark(user, today)),
        ({R.ORGANISER, R.ORGANISING_HEAD, R.LEADER, R.CLERK}, lambda: papers.documents(user)),
        ({R.ORGANISER, R.ORGANISING_HEAD, R.LEADER, R.CLERK}, lambda: papers.batches(user)),
        ({R.UNIT_COORDINATOR, R.UNIT_CHAIR, R.FINANCE_OFFICER, R.FINANCE_HEAD}, lambda: money.advances(user)),
        (
            {R.UNIT_COORDINATOR, R.UNIT_CHAIR, R.FINANCE_OFFICER, R.FINANCE_HEAD},
            lambda: money.settlements(user),
        ),
        ({R.UNIT_COORDINATOR, R.UNIT_CHAIR}, lambda: money.courses_to_settle(user)),
    ]


def inbox(user, today):
    """Everything that waits, the most overdue first."""
    desks = (read() for roles, read in sources(user, today) if roles & user.roles)
    items = [entry.seen_on(today) for entry in chain(jobs(user), *desks)]
    far = today.replace(year=today.year + 50)
    return sorted(items, key=lambda entry: (entry.due_on or far, entry.title))


def grouped(items, today):
    """The four groups of the page, empty ones left out: ``[(key, heading, items)]``."""
    groups = {
        "late": (_("Overdue"), []),
        "today": (_("Due today"), []),
        "open": (_("To do"), []),
        "watched": (_("Following"), []),
    }
    for entry in items:
        if not entry.mine:
            key = "watched"
        elif entry.due_on and entry.due_on < today:
            key = "late"
        elif entry.due_on == today:
            key = "today"
        else:
            key = "open"
        groups[key][1].append(entry)
    return [(key, heading, rows) for key, (heading, rows) in groups.items() if rows]
