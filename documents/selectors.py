"""Whose turn it is: with a paper, and the people behind a role for the pages of other floors."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Membership
from documents.enums import DocumentStatus
from organisations.enums import ACTS_FOR_PARENT, OrganisationKind


@dataclass(frozen=True, slots=True)
class Desk:
    """Who has a thing now, and since when; ``people`` may be empty when nobody holds the role."""

    text: str
    people: tuple = ()
    since: dt.datetime | None = None


def holders(federation_id, today, role, *, but=None):
    """Names of those who hold a role for the whole federation; the maker does not decide on his or her own."""
    rows = Membership.objects.on(today).filter(role=role, organisation__federation_id=federation_id)
    rows = rows.filter(organisation__kind__in=[OrganisationKind.FEDERATION, *ACTS_FOR_PARENT])
    return _names(rows.exclude(user_id=but))


def unit_holders(organisation_id, today, role):
    """Names of those who hold a role in one unit."""
    return _names(Membership.objects.on(today).filter(role=role, organisation_id=organisation_id))


def _names(rows):
    rows = rows.select_related("user").order_by("pk")
    return tuple(dict.fromkeys(row.user.full_name for row in rows))


def desk_of_paper(document, federation_id, *, today):
    """Whose turn it is with a paper: its signer, the clerk, or nobody once it is out. One query at most."""
    if document.status == DocumentStatus.SUBMITTED and document.authority:
        return Desk(_("the signer"), (document.authority.signer_name,), document.updated_at)
    if document.status == DocumentStatus.SIGNED:
        return Desk(_("records clerk"), holders(federation_id, today, Role.CLERK), document.updated_at)
    if document.status == DocumentStatus.RETURNED:
        people = holders(federation_id, today, Role.ORGANISER)
        return Desk(_("organising staff"), people, document.updated_at)
    return None
