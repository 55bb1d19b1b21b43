from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError
from core.names import clean, name_sort_key
from courses.models import Lecturer


@transaction.atomic
def create_lecturer(organisation, *, full_name, actor, position="", phone="", user=None, topics=()):
    """Add a lecturer of an organisation (a school, mostly). Raises DomainError when the account is taken."""
    _refuse_taken(user)
    lecturer = Lecturer.objects.create(
        organisation=organisation,
        user=user,
        full_name=clean(full_name),
        sort_key=name_sort_key(full_name)[:200],
        position=clean(position),
        phone=phone,
    )
    lecturer.topics.set(topics)
    audit.record(actor=actor, verb="courses.lecturer.create", target=lecturer)
    return lecturer


@transaction.atomic
def update_lecturer(lecturer, *, full_name, actor, position="", phone="", user=None, topics=()):
    _refuse_taken(user, but=lecturer)
    lecturer.full_name, lecturer.sort_key = clean(full_name), name_sort_key(full_name)[:200]
    lecturer.position, lecturer.phone, lecturer.user = clean(position), phone, user
    lecturer.save(update_fields=["full_name", "sort_key", "position", "phone", "user", "updated_at"])
    lecturer.topics.set(topics)
    audit.record(
        actor=actor,
        verb="courses.lecturer.update",
        target=lecturer,
        user_id=user.pk if user else None,
        topics=sorted(topic.pk for topic in topics),
    )
    return lecturer


def _refuse_taken(user, but=None):
    other = Lecturer.objects.filter(user=user).exclude(pk=but.pk if but else None).first() if user else None
    if other:
        raise DomainError(
            _("The account %(account)s belongs to the lecturer %(lecturer)s already.")
            % {"account": user.username, "lecturer": other.full_name}
        )
