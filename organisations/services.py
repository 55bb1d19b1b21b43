from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError
from organisations.enums import OrganisationKind
from organisations.models import Letterhead, Organisation, OrganisationName


@transaction.atomic
def create_organisation(parent, *, code, kind, name, short_name, valid_from, actor):
    """Hang a new organisation under ``parent`` (None: a root), with its first dated name."""
    fields = {"code": code, "kind": kind, "name": name, "short_name": short_name}
    if parent is None:
        organisation = Organisation.objects.add_root(fields)
    else:
        parent = Organisation.objects.get(pk=parent.pk)  # treebeard counts children on the row it is given
        organisation = Organisation.objects.add_child(parent, {"federation": parent.federation, **fields})
    if kind == OrganisationKind.FEDERATION:
        organisation.federation = organisation
        organisation.save(update_fields=["federation"])
    OrganisationName.objects.create(
        organisation=organisation, name=name, short_name=short_name, valid_from=valid_from
    )
    audit.record(
        actor=actor, verb="organisations.organisation.create", target=organisation, code=code, name=name
    )
    return organisation


@transaction.atomic
def set_letterhead(organisation, *, parent_lines, issuer_lines, symbol, place_name, valid_from, actor):
    """Give an organisation a new letterhead from a day on; the one before ends the day before.

    Raises DomainError when a letterhead already begins on that day or later.
    """
    if organisation.letterheads.filter(valid_from__gte=valid_from).exists():
        raise DomainError(_("A letterhead already begins on that day or later. Choose a later day."))
    organisation.letterheads.filter(valid_to__isnull=True, valid_from__lt=valid_from).update(
        valid_to=_day_before(valid_from)
    )
    letterhead = Letterhead.objects.create(
        organisation=organisation,
        parent_lines=parent_lines,
        issuer_lines=issuer_lines,
        symbol=symbol,
        place_name=place_name,
        valid_from=valid_from,
    )
    audit.record(actor=actor, verb="organisations.letterhead.create", target=letterhead, symbol=symbol)
    return letterhead


def _day_before(day):
    return day.fromordinal(day.toordinal() - 1)
