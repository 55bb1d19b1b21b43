"""The one place that decides whether a role reaches an organisation."""

from accounts.enums import Role


def holds(user, organisation, *roles):
    """Whether the person holds one of the roles at the organisation or at one above it.

    A department, school or steering committee acts for the organisation above it.
    """
    return any(
        membership.role in roles and organisation.path.startswith(membership.organisation.scope_path)
        for membership in user.current_memberships
    )


def can_administer(user, organisation):
    return holds(user, organisation, Role.ADMINISTRATOR)


def can_keep_person(user, person):
    """An administrator keeps whoever holds, or has held, a role in his or her scope."""
    return any(
        can_administer(user, row.organisation) for row in person.memberships.select_related("organisation")
    )


def only_looks(user):
    """An inspector sees and never changes."""
    return user.roles <= {Role.INSPECTOR}
