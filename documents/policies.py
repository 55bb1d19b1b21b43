"""Who may do what with a paper. Whether it may happen now is the workflow's business."""

from accounts.enums import Role
from accounts.policies import holds


def can_sign(user, document):
    """Only the person whose name stands under the paper signs it."""
    return document.authority is not None and document.authority.user_id == user.pk


def can_number(user, document):
    return holds(user, document.organisation, Role.CLERK)


def can_return(user, document):
    return can_sign(user, document) or can_number(user, document)
