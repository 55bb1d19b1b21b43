from django.db import transaction

from accounts.models import Membership, User
from core import audit
from core.names import clean, name_sort_key


@transaction.atomic
def create_user(username, *, full_name, password, actor, position="", email="", phone=""):
    """Add a person who may log in; without a membership he or she sees nothing."""
    user = User(
        username=username,
        full_name=clean(full_name),
        sort_key=name_sort_key(full_name),
        position=position,
        email=email,
        phone=phone,
    )
    user.set_password(password)
    user.full_clean()
    user.save()
    audit.record(actor=actor, verb="accounts.user.create", target=user, username=username)
    return user


@transaction.atomic
def grant_role(user, *, organisation, role, valid_from, actor, valid_to=None):
    membership = Membership(
        user=user, organisation=organisation, role=role, valid_from=valid_from, valid_to=valid_to
    )
    membership.full_clean()
    membership.save()
    audit.record(
        actor=actor, verb="accounts.membership.create", target=membership, role=role, user_id=user.pk
    )
    return membership
