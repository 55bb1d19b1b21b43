from accounts.enums import Role
from accounts.policies import holds


def can_prepare_batch(user, batch):
    return holds(user, batch.course.organisation, Role.ORGANISER, Role.ORGANISING_HEAD)


def can_propose_for(user, course):
    return holds(user, course.organisation, Role.ORGANISER, Role.ORGANISING_HEAD)


def can_approve_batch(user, batch):
    """Only the leader whose name stands under the certificates approves them; never whoever proposed them."""
    return (
        batch.authority is not None and batch.authority.user_id == user.pk and batch.created_by_id != user.pk
    )


def can_issue_batch(user, batch):
    return holds(user, batch.organisation, Role.CLERK)


def can_return_batch(user, batch):
    return can_approve_batch(user, batch) or can_issue_batch(user, batch)


def can_revoke(user, certificate):
    return holds(user, certificate.organisation, Role.ORGANISING_HEAD, Role.CLERK)
