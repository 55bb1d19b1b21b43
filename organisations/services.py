from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError
from core.names import clean
from organisations.enums import OrganisationKind
from organisations.models import Letterhead, Organisation, OrganisationName


@transaction.atomic
def create_organisation(parent, *, code, kind, name, short_name, valid_from, actor):
    """Hang a new organisation under ``parent`` (None: a root), with its first dated name.

    Raises DomainError when the code is taken, by whichever federation.
    """
    name, short_name = clean(name), clean(short_name)
    if Organisation.objects.filter(code__iexact=code).exists():
        raise DomainError(_("The code %(code)s is taken. Choose another one.") % {"code": code})
    fields = {"code": code, "kind": kind, "name": name, "short_name": short_name}
    if parent is None:
        organisation = Organisation.objects.add_root(fields)
    else:
        # treebeard counts children on the row it is given; locked, so that two new ones do not take one place
        parent = Organisation.objects.select_for_update(of=("self",)).get(pk=parent.pk)
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
def rename_organisation(organisation, *, name, short_name, valid_from, actor):
    """Give an organisation a new name from a day on; the old one ends the day before.

    Issued papers keep the name they were printed with. Raises DomainError when the day is still to come
    (``Organisation.name`` is today's name), or when a name already begins on that day or later.
    """
    name, short_name = clean(name), clean(short_name)
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if valid_from > timezone.localdate():
        raise DomainError(_("That day is still to come. Write the new name on the day on which it begins."))
    if organisation.names.filter(valid_from__gte=valid_from).exists():
        raise DomainError(_("A name already begins on that day or later. Choose a later day."))
    before = organisation.name
    organisation.names.filter(valid_to__isnull=True).update(valid_to=_day_before(valid_from))
    OrganisationName.objects.create(
        organisation=organisation, name=name, short_name=short_name, valid_from=valid_from
    )
    organisation.name, organisation.short_name = name, short_name
    organisation.save(update_fields=["name", "short_name", "updated_at"])
    audit.record(
        actor=actor,
        verb="organisations.organisation.rename",
        target=organisation,
        before=before,
        after=name,
        valid_from=valid_from.isoformat(),
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
