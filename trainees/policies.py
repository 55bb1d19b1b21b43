from accounts.enums import Role
from accounts.policies import holds


def can_nominate(user, course):
    """The host unit sends the roster; the organising department may too."""
    return holds(user, course.organisation, Role.UNIT_COORDINATOR, Role.UNIT_CHAIR, Role.ORGANISER)


def can_mark(user, session):
    """The lecturer of the session, the host unit, the school."""
    if any(assignment.lecturer.user_id == user.pk for assignment in session.assignments.all()):
        return True
    return holds(user, session.course.organisation, Role.UNIT_COORDINATOR, Role.SCHOOL_COORDINATOR)


def can_close_register(user, register):
    return can_mark(user, register.session)


def can_reopen_register(user, register):
    """Reopening evidence is for the organising department, with a reason."""
    return holds(user, register.session.course.organisation, Role.ORGANISER, Role.ORGANISING_HEAD)


def can_assess(user, course):
    return holds(user, course.organisation, Role.SCHOOL_COORDINATOR, Role.ORGANISER, Role.ORGANISING_HEAD)
