"""Who may. Whether it may happen *now* is the workflow's business, not ours."""

from accounts.enums import Role
from accounts.policies import holds
from documents.enums import DocumentStatus


def can_plan(user, plan):
    return holds(user, plan.organisation, Role.ORGANISER, Role.ORGANISING_HEAD)


def can_draft_plan(user, federation):
    return holds(user, federation, Role.ORGANISER, Role.ORGANISING_HEAD)


def can_keep_catalogue(user, federation):
    """Schemes, topics and programmes belong to the organising department of the federation."""
    return holds(user, federation, Role.ORGANISER, Role.ORGANISING_HEAD)


def can_endorse_plan(user, plan):
    return holds(user, plan.organisation, Role.ORGANISING_HEAD) and plan.created_by_id != user.pk


def can_approve_plan(user, plan):
    return holds(user, plan.organisation, Role.LEADER)


def can_return_plan(user, plan):
    return can_endorse_plan(user, plan) or can_approve_plan(user, plan)


def can_reopen_plan(user, plan):
    """A signed plan whose paper was sent back goes back to those who drafted it."""
    sent_back = plan.document is not None and plan.document.status == DocumentStatus.RETURNED
    return sent_back and can_plan(user, plan)


def can_register(user, registration):
    """The unit itself writes its registration; the federation does not write for it."""
    return holds(user, registration.organisation, Role.UNIT_COORDINATOR, Role.UNIT_CHAIR)


def can_review(user, registration):
    return holds(user, registration.organisation, Role.ORGANISER, Role.ORGANISING_HEAD)


def can_approve_registration(user, registration):
    return holds(user, registration.organisation, Role.ORGANISING_HEAD)


def can_announce(user, organisation):
    return holds(user, organisation, Role.ORGANISER, Role.ORGANISING_HEAD)


def can_schedule(user, course):
    """The school places topics and lecturers; the organising department may too."""
    return holds(user, course.organisation, Role.SCHOOL_COORDINATOR, Role.ORGANISER, Role.ORGANISING_HEAD)


def can_host(user, course):
    """The host unit runs the class; the organising department may step in."""
    return holds(user, course.organisation, Role.UNIT_COORDINATOR, Role.UNIT_CHAIR, Role.ORGANISER)


def can_close(user, course):
    return holds(user, course.organisation, Role.ORGANISER, Role.ORGANISING_HEAD)


def can_cancel(user, course):
    return holds(user, course.organisation, Role.ORGANISING_HEAD)


def can_keep_lecturers(user, organisation):
    return holds(user, organisation, Role.SCHOOL_COORDINATOR, Role.ORGANISER, Role.ORGANISING_HEAD)
