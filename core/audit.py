"""The log book: written by services in their own transaction, never sniffed from signals or ``save()``."""

import hashlib
import json
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from core.models import AuditEntry, AuditSeal

SETTLING = timedelta(seconds=30)  # a slow transaction may commit a lower id later than a higher one


def record(*, actor, verb, target, **data):
    """Write one line. ``verb`` says what was meant ("courses.course.approve"); ``actor=None`` is the clock.

    Ids and short values only in ``data``: no identity numbers, no whole rows.
    """
    organisation = getattr(target, "organisation", None)
    return AuditEntry.objects.create(
        actor=actor,
        actor_name=getattr(actor, "full_name", "") or "",
        verb=verb,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        target_text=str(target)[:300],
        organisation_path=getattr(organisation, "path", None) or getattr(target, "path", "") or "",
        data=data,
    )


def history(target):
    """The lines about one row, newest first."""
    kind = ContentType.objects.get_for_model(target)
    return AuditEntry.objects.filter(target_type=kind, target_id=target.pk).order_by("-pk")


def label(verb):
    """Say a verb on the screen: each app names its own in ``enums.VERBS``; steps are named by their workflow."""
    app, _dot, rest = verb.partition(".")
    words = _of_app(app, "enums", "VERBS", {})
    if rest in words:
        return words[rest]
    for workflow in _of_app(app, "workflow", "WORKFLOWS", ()):
        prefix = workflow.prefix.replace(":", ".") + "."
        if verb.startswith(prefix):
            return workflow[verb.removeprefix(prefix)].label
    return verb


def _of_app(app, room, name, default):
    """What an app says in one of its rooms; not every app has every room."""
    if find_spec(app) is None or find_spec(f"{app}.{room}") is None:
        return default
    return getattr(import_module(f"{app}.{room}"), name, default)


def _line(entry):
    values = [
        entry.pk, entry.at.isoformat(), entry.actor_id, entry.actor_name, entry.verb, entry.target_type_id,
        entry.target_id, entry.target_text, entry.organisation_path, entry.data,
    ]  # fmt: skip
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()


def digest(previous, entries):
    """Chain the lines onto the digest before them (SHA-256, hexadecimal)."""
    chain = hashlib.sha256(previous.encode())
    for entry in entries:
        chain.update(hashlib.sha256(_line(entry)).digest())
    return chain.hexdigest()


@transaction.atomic
def seal(*, now=None):
    """Seal every settled line that no seal covers yet. Returns the seal, or None when there was nothing."""
    last = AuditSeal.objects.order_by("-last_id").first()
    settled = (now or timezone.now()) - SETTLING
    entries = list(
        AuditEntry.objects.filter(pk__gt=last.last_id if last else 0, at__lte=settled).order_by("pk")[:20_000]
    )
    if not entries:
        return None
    return AuditSeal.objects.create(
        first_id=entries[0].pk,
        last_id=entries[-1].pk,
        count=len(entries),
        digest=digest(last.digest if last else "", entries),
    )


def verify():
    """Recompute the chain. Returns ``{"lines", "seals", "unsealed", "head", "broken": [...]}``."""
    previous, lines, broken, end = "", 0, [], 0
    for row in AuditSeal.objects.order_by("last_id"):
        entries = list(AuditEntry.objects.filter(pk__gt=end, pk__lte=row.last_id).order_by("pk"))
        lines += len(entries)
        if len(entries) != row.count or digest(previous, entries) != row.digest:
            broken.append(
                {
                    "first_id": row.first_id,
                    "last_id": row.last_id,
                    "expected": row.count,
                    "found": len(entries),
                }
            )
        previous, end = row.digest, row.last_id
    return {
        "lines": lines,
        "seals": AuditSeal.objects.count(),
        "unsealed": AuditEntry.objects.filter(pk__gt=end).count(),
        "head": previous,
        "broken": broken,
    }
