"""What plans are made of, as it changes: schemes, topics, programmes and their versions."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError
from courses.models import CommitteeMember, Programme, ProgrammeTopic, Scheme, Topic
from courses.selectors.catalogue import (
    refuse_foreign_topics,
    refuse_impossible_scheme,
    refuse_known_programme,
    refuse_known_topic,
)


@transaction.atomic
def update_scheme(scheme, *, members, actor, **fields):
    """Change a scheme; ``fields`` and ``members`` are those of ``create_scheme``.

    Papers keep what they were issued with.
    """
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    changed = _put(scheme, fields)
    refuse_impossible_scheme(scheme, members)
    if changed:
        scheme.save(update_fields=[*changed, "updated_at"])
    before = {member.full_name: member.user for member in scheme.members.select_related("user")}
    scheme.members.all().delete()
    known = [(name, position, head, user or before.get(name)) for name, position, head, user in members]
    _name_members(scheme, known)
    audit.record(
        actor=actor, verb="courses.scheme.update", target=scheme, fields=changed, members=len(members)
    )
    return scheme


@transaction.atomic
def update_topic(topic, *, title, periods, actor):
    """Change a topic. Its title may be mended at any time; its periods not while a used programme counts them.

    Raises DomainError then, and when another topic bears the title.
    """
    topic = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    refuse_known_topic(topic.organisation, title, but=topic)
    changed = _put(topic, {"title": title, "periods": periods})
    if "periods" in changed and any(programme.is_used for programme in topic.programmes.all()):
        raise DomainError(
            _(
                "A programme in use counts the periods of this topic. Add a new topic and a new version instead."
            )
        )
    if changed:
        topic.save(update_fields=[*changed, "updated_at"])
        audit.record(actor=actor, verb="courses.topic.update", target=topic, fields=changed)
    return topic


@transaction.atomic
def update_programme(programme, *, topics, actor, **fields):
    """Change a programme that nobody goes by yet; ``fields`` and ``topics`` are those of ``create_programme``.

    Raises DomainError once a plan, a registration or a class uses it.
    """
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    if programme.is_used:
        raise DomainError(
            _("A plan already uses this programme, so it stays as it is. Make a new version instead.")
        )
    changed = _put(programme, fields)
    refuse_known_programme(programme.organisation, programme.title, programme.version, but=programme)
    if changed:
        programme.save(update_fields=[*changed, "updated_at"])
    programme.programme_topics.all().delete()
    _order_topics(programme, topics)
    audit.record(
        actor=actor, verb="courses.programme.update", target=programme, fields=changed, topics=len(topics)
    )
    return programme


@transaction.atomic
def create_programme_version(
    programme, *, audience, topics, min_attendance_percent, requires_compulsory_topics, requires_essay, actor
):
    """Add the next version of a programme; plans that use an earlier one keep it."""
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    family = Programme.objects.filter(organisation=programme.organisation, title=programme.title)
    version = Programme.objects.create(
        organisation=programme.organisation,
        title=programme.title,
        version=family.aggregate(last=Max("version"))["last"] + 1,
        audience=audience,
        min_attendance_percent=min_attendance_percent,
        requires_compulsory_topics=requires_compulsory_topics,
        requires_essay=requires_essay,
    )
    _order_topics(version, topics)
    audit.record(
        actor=actor,
        verb="courses.programme.version",
        target=version,
        version=version.version,
        before=programme.pk,
    )
    return version


def _name_members(scheme, members):
    CommitteeMember.objects.bulk_create(
        CommitteeMember(scheme=scheme, full_name=full_name, position=position, is_head=is_head, user=user)
        for full_name, position, is_head, user in members
    )


def _order_topics(programme, topics):
    refuse_foreign_topics(programme.organisation, topics)
    ProgrammeTopic.objects.bulk_create(
        ProgrammeTopic(programme=programme, topic=topic, position=position, is_compulsory=is_compulsory)
        for position, (topic, is_compulsory) in enumerate(topics, 1)
    )


def _put(row, fields):
    """Set the fields on the row and say which of them changed."""
    changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, fields[name])
    return changed
