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


@transaction.atomic
def record_login(user, *, actor):
    audit.record(actor=actor, verb="accounts.user.login", target=user)


@transaction.atomic
def record_logout(user, *, actor):
    audit.record(actor=actor, verb="accounts.user.logout", target=user)


@transaction.atomic
def update_profile(user, *, position, email, phone, actor):
    """Change how a person is reached; the log names the fields, not their contents."""
    new = {"position": clean(position), "email": email, "phone": phone}
    changed = [name for name, value in new.items() if getattr(user, name) != value]
    if changed:
        for name in changed:
            setattr(user, name, new[name])
        user.save(update_fields=[*changed, "updated_at"])
        audit.record(actor=actor, verb="accounts.user.update", target=user, fields=changed)
    return user


@transaction.atomic
def change_password(user, *, new_password, actor):
    user.set_password(new_password)
    user.save(update_fields=["password", "updated_at"])
    audit.record(actor=actor, verb="accounts.user.password", target=user)
    return user
