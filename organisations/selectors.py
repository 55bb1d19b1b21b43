from django.utils.translation import gettext as _

from core.errors import DomainError
from organisations.models import Letterhead, OrganisationName


def letterhead_on(organisation, date):
    """The letterhead an organisation's paper carries on a date. Raises DomainError when none is set."""
    found = organisation.letterheads.filter(Letterhead.on(date)).last()
    if found is None:
        raise DomainError(
            _(
                "%(organisation)s has no letterhead for %(date)s. An administrator sets it on the page of the organisation."
            )
            % {"organisation": organisation.name, "date": f"{date:%d/%m/%Y}"}
        )
    return found


def name_on(organisation, date):
    """What an organisation was called on a date; today's name where history says nothing."""
    found = organisation.names.filter(OrganisationName.on(date)).last()
    return found.name if found else organisation.name
