"""This floor lies below the people, so it only asks them where they act."""

from organisations.enums import ACTS_FOR_PARENT


def can_keep_organisation(user, organisation):
    """Whether the person administers the organisation or one above it."""
    return any(organisation.path.startswith(path) for path in user.scope_paths("administrator"))


def can_set_letterhead(user, organisation):
    return can_keep_organisation(user, organisation)


def can_add_below(user, organisation):
    """New ones hang under a federation or one of its units; what acts for its parent has nothing below it."""
    has_below = organisation.federation_id is not None and organisation.kind not in ACTS_FOR_PARENT
    return has_below and can_keep_organisation(user, organisation)
