import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Membership, User
from accounts.policies import can_administer
from core import audit
from core.errors import DomainError
from core.formatting import plain_date
from core.names import clean, name_sort_key
from organisations.models import Organisation

# Read out over the telephone and typed by hand: no letter that looks like another one.
_TEMPORARY = "abcdefghkmnpqrstuvwxyz23456789"


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
def create_person(
    organisation,
    *,
    username,
    full_name,
    role,
    valid_from,
    actor,
    position="",
    email="",
    phone="",
    valid_to=None,
):
    """Add a person together with a first role, so that somebody sees him or her from the first day.

    Returns ``(user, password)``: the temporary password is known now and never again. Raises DomainError when
    the log-in name is taken.
    """
    username = User.normalize_username(username)
    if User.objects.filter(username__iexact=username).exists():
        raise DomainError(_("The log-in name %(name)s is taken. Choose another one.") % {"name": username})
    password = _temporary_password()
    user = create_user(
        username,
        full_name=full_name,
        password=password,
        actor=actor,
        position=clean(position),
        email=email,
        phone=phone,
    )
    grant_role(
        user, organisation=organisation, role=role, valid_from=valid_from, valid_to=valid_to, actor=actor
    )
    return user, password


@transaction.atomic
def grant_role(user, *, organisation, role, valid_from, actor, valid_to=None):
    """Let a person hold a role in an organisation. Raises DomainError for one's own account, for dates the
    wrong way round and for a role the person holds there at that time already.
    """
    _refuse_oneself(user, actor)
    if valid_to is not None and valid_to < valid_from:
        raise DomainError(_("The last day comes before the first day."))
    held = user.memberships.unended(valid_from).filter(organisation=organisation, role=role)
    if (held if valid_to is None else held.filter(valid_from__lte=valid_to)).exists():
        raise DomainError(_("This person holds that role there at that time already."))
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
def end_membership(membership, *, valid_to, actor):
    """End a role; ``valid_to`` is its last day. Raises DomainError for one's own role, for a role that has
    ended already, for a day before its first and for the last administrator of a federation.
    """
    _refuse_oneself(membership.user, actor)
    federation = _hold_federation(membership.organisation)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.valid_to is not None and membership.valid_to < timezone.localdate():
        raise DomainError(_("This role ended on %(day)s already.") % {"day": plain_date(membership.valid_to)})
    if valid_to < membership.valid_from:
        raise DomainError(
            _("The role began on %(day)s; its last day cannot be earlier.")
            % {"day": plain_date(membership.valid_from)}
        )
    if membership.role == Role.ADMINISTRATOR:
        _refuse_last_administrator(membership, federation, since=valid_to + timedelta(days=1))
    membership.valid_to = valid_to
    membership.save(update_fields=["valid_to", "updated_at"])
    audit.record(
        actor=actor,
        verb="accounts.membership.end",
        target=membership,
        role=membership.role,
        user_id=membership.user_id,
        valid_to=valid_to.isoformat(),
    )
    return membership


@transaction.atomic
def lock_person(user, *, actor):
    """Keep a person from logging in; an open session ends with the next page."""
    _refuse_oneself(user, actor)
    _refuse_foreign(user, actor)
    today = timezone.localdate()
    for membership in user.memberships.unended(today).filter(role=Role.ADMINISTRATOR):
        federation = _hold_federation(membership.organisation)
        _refuse_last_administrator(membership, federation, since=max(today, membership.valid_from))
    return _set_active(user, is_active=False, actor=actor, verb="accounts.user.lock")


@transaction.atomic
def unlock_person(user, *, actor):
    _refuse_oneself(user, actor)
    _refuse_foreign(user, actor)
    return _set_active(user, is_active=True, actor=actor, verb="accounts.user.unlock")


@transaction.atomic
def reset_password(user, *, actor):
    """Give somebody who forgot it a new temporary password and return it; open sessions end."""
    _refuse_oneself(user, actor)
    _refuse_foreign(user, actor)
    password = _temporary_password()
    user.set_password(password)
    user.save(update_fields=["password", "updated_at"])
    audit.record(actor=actor, verb="accounts.user.reset", target=user)
    return password


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


def _temporary_password():
    return "-".join("".join(secrets.choice(_TEMPORARY) for _letter in range(4)) for _group in range(3))


def _refuse_oneself(user, actor):
    if actor is not None and user.pk == actor.pk:
        raise DomainError(_("Nobody changes his or her own roles and account; another administrator does."))


def _refuse_foreign(user, actor):
    """An account is locked or opened only by somebody who administers every place where it holds a role."""
    held = user.memberships.unended(timezone.localdate()).select_related("organisation")
    if actor is not None and not all(can_administer(actor, row.organisation) for row in held):
        raise DomainError(
            _("This person also holds a role outside your scope; the account is kept there too.")
        )


def _hold_federation(organisation):
    """Lock the federation, so that two administrators do not end each other in the same moment."""
    return Organisation.objects.select_for_update(of=("self",)).filter(pk=organisation.federation_id).first()


def _refuse_last_administrator(membership, federation, *, since):
    """Somebody else must still administer the whole federation on the day ``since``."""
    if federation is None or membership.organisation.scope_path != federation.path:
        return
    others = (
        Membership.objects.on(since)
        .filter(role=Role.ADMINISTRATOR, organisation__federation=federation, user__is_active=True)
        .exclude(user_id=membership.user_id)
        .select_related("organisation")
    )
    if not any(row.organisation.scope_path == federation.path for row in others):
        raise DomainError(
            _("%(person)s is the last administrator of %(federation)s. Give somebody else the role first.")
            % {"person": membership.user.full_name, "federation": federation.name}
        )


def _set_active(user, *, is_active, actor, verb):
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user.is_active != is_active:
        user.is_active = is_active
        user.save(update_fields=["is_active", "updated_at"])
        audit.record(actor=actor, verb=verb, target=user)
    return user
