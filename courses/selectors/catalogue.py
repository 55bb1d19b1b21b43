"""What schemes, topics and programmes cannot be: read here, asked by the services that write them.

Each function raises DomainError with the sentence for the reader, and returns nothing.
"""

from django.utils.translation import gettext as _

from core.errors import DomainError
from courses.models import Programme, Topic
from organisations.enums import OrganisationKind


def refuse_impossible_scheme(scheme, members):
    if scheme.first_year > scheme.last_year:
        raise DomainError(_("The last year of the scheme comes before its first year."))
    if sum(bool(is_head) for _name, _position, is_head, _user in members) > 1:
        raise DomainError(_("A steering committee has one head. Mark one member only."))
    committee = scheme.committee
    if committee is not None and (
        committee.kind != OrganisationKind.STEERING_COMMITTEE
        or committee.federation_id != scheme.organisation.federation_id
    ):
        raise DomainError(_("The steering committee of a scheme belongs to the same federation."))


def refuse_known_topic(organisation, title, but=None):
    same = Topic.objects.filter(organisation=organisation, title=title)
    if same.exclude(pk=but.pk if but else None).exists():
        raise DomainError(_("The catalogue has a topic with this title already."))


def refuse_known_programme(organisation, title, version, but=None):
    same = Programme.objects.filter(organisation=organisation, title=title, version=version)
    if same.exclude(pk=but.pk if but else None).exists():
        raise DomainError(
            _("There is a programme with this title already. Make a new version of it instead.")
        )


def refuse_foreign_topics(organisation, topics):
    if any(topic.organisation_id != organisation.pk for topic, _compulsory in topics):
        raise DomainError(_("The topics of a programme belong to the same federation."))
