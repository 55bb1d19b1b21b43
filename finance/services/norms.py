from dataclasses import asdict

from django.db import transaction

from core import audit
from finance.models import SpendingNorm


@transaction.atomic
def load_norms(rows, *, actor=None):
    """Lay down the table of norms; a second time changes nothing. Returns how many are new, changed, the same.

    A norm is known by its code, its first day and its label; one that is no longer in the file stays.
    """
    known = {_key(norm): norm for norm in SpendingNorm.objects.all()}
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    for row in rows:
        norm, fields = known.get(_key(row)), asdict(row)
        if norm is None:
            last = known[_key(row)] = SpendingNorm.objects.create(**fields)
            counts["created"] += 1
        elif any(getattr(norm, name) != value for name, value in fields.items()):
            last = _change(norm, fields)
            counts["updated"] += 1
        else:
            counts["unchanged"] += 1
    if counts["created"] or counts["updated"]:
        audit.record(actor=actor, verb="finance.norm.load", target=last, **counts)
    return counts


def _key(norm):
    return norm.code, norm.valid_from, norm.label


def _change(norm, fields):
    for name, value in fields.items():
        setattr(norm, name, value)
    norm.save()
    return norm
