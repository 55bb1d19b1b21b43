"""People of the directory. Citizen numbers go in encrypted, with a hash to find them and three digits to show."""

from django.db import transaction

from core import audit
from core.names import clean, display_name, name_sort_key, search_text
from core.secrets import encrypt, lookup_hash
from trainees.models import Trainee

CHANGEABLE = ("birth_date", "birth_year", "gender", "position", "workplace", "phone")


def build_trainee(organisation, *, full_name, citizen_id="", citizen_id_secret="", **fields):
    """Return an unsaved trainee, ready for ``bulk_create``; ``citizen_id_secret`` is an encrypted number."""
    known = {name: fields[name] for name in CHANGEABLE if fields.get(name)}
    if known.get("birth_date"):
        known["birth_year"] = known["birth_date"].year
    trainee = Trainee(organisation=organisation, full_name=display_name(full_name), **known)
    index_trainee(trainee)
    if citizen_id:
        trainee.citizen_id_secret = citizen_id_secret or encrypt(citizen_id)
        trainee.citizen_id_hash = lookup_hash(citizen_id)
        trainee.citizen_id_tail = citizen_id[-3:]
    return trainee


def index_trainee(trainee):
    """Work out what the list is sorted and searched by."""
    trainee.sort_key = name_sort_key(trainee.full_name)
    trainee.workplace = clean(trainee.workplace)
    trainee.search_text = search_text(trainee.full_name, trainee.workplace, trainee.phone)


@transaction.atomic
def create_trainee(organisation, *, full_name, actor, **fields):
    """Add one person to the directory of a unit; fields as in CHANGEABLE, and ``citizen_id``."""
    trainee = build_trainee(organisation, full_name=full_name, **fields)
    trainee.full_clean(exclude=["organisation"])
    trainee.save()
    audit.record(actor=actor, verb="trainees.trainee.create", target=trainee)
    return trainee
