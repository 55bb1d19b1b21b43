"""What an operator asks first: can we remember, can we promise, does anybody work, is there room."""

import os
import shutil
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from core.models import Heartbeat, Job

STALE = timedelta(seconds=120)
MIN_FREE_BYTES = 200 * 1024 * 1024


def report():
    """Return ``{"ok": bool, "database": …, "queue": …, "worker": …, "disk": …}`` without secrets."""
    parts = {"database": database(), "queue": queue(), "disk": disk()}
    parts["worker"] = worker() if parts["database"]["ok"] else {"ok": False}
    return {"ok": all(part["ok"] for part in parts.values()), **parts}


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return {"ok": True, "kind": connection.vendor}
    except DatabaseError:
        return {"ok": False, "kind": connection.vendor}


def queue():
    kind = "redis" if settings.REDIS_URL else "files"
    try:
        if kind == "files":
            folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"]
            return {"ok": os.access(folder, os.W_OK), "kind": kind}
        with current_app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
        return {"ok": True, "kind": kind}
    except Exception:  # every transport has its own errors, and the page must answer
        return {"ok": False, "kind": kind}


def worker():
    now = timezone.now()
    beats = dict(Heartbeat.objects.values_list("queue", "at"))
    ages = {name: int((now - at).total_seconds()) for name, at in beats.items()}
    alive = bool(ages) and all(age <= STALE.total_seconds() for age in ages.values())
    return {"ok": alive, "seconds_since_beat": ages, "jobs_unfinished": Job.objects.unfinished().count()}


def disk():
    free = shutil.disk_usage(settings.DATA_DIR).free
    return {"ok": free >= MIN_FREE_BYTES, "free_bytes": free}
