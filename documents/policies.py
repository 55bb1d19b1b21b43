"""Who may do what with a paper. Whether it may happen now is the workflow's business."""

from accounts.enums import Role
from accounts.policies import can_administer, holds
from documents.enums import REGISTERED


def can_sign(user, document):
    """Only the person whose name stands under the paper signs it."""
    return document.authority is not None and document.authority.user_id == user.pk


def can_number(user, document):
    return holds(user, document.organisation, Role.CLERK)


def can_revoke(user, document):
    """Papers of the register; certificates and forms are taken back where they were made, with what hangs on them."""
    return document.kind in REGISTERED and can_number(user, document)


def can_return(user, document):
    return can_sign(user, document) or can_number(user, document)


def can_see_authorities(user):
    """The administrator keeps the list of who may sign; the clerk checks papers against it."""
    return bool(user.roles & {Role.ADMINISTRATOR, Role.CLERK})


def can_set_authority(user, organisation):
    return can_administer(user, organisation)
