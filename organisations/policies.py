"""This floor lies below the people, so it only asks them where they act."""


def can_set_letterhead(user, organisation):
    """Whether the person administers the organisation or one above it."""
    return any(organisation.path.startswith(path) for path in user.scope_paths("administrator"))
