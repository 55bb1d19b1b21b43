"""The clock's own work."""

from celery import current_app, shared_task
from celery.signals import worker_ready
from django.utils import timezone

from core import audit
from core.background import due, ring
from core.models import Heartbeat

QUEUES = ("default", "pdf")


@shared_task
def sweep():
    """Ring again for every job that is due and that nobody holds. Returns how many."""
    waiting = list(due().order_by("pk").values_list("pk", "path")[:500])
    for job_id, path in waiting:
        ring(job_id, path)
    return len(waiting)


@shared_task
def seal_audit():
    audit.seal()


@shared_task
def heartbeat():
    """Ask the workers of every queue for a sign of life."""
    for queue in QUEUES:
        current_app.send_task("core.tasks.beat", kwargs={"queue": queue}, queue=queue)


@shared_task
def beat(queue):
    Heartbeat.objects.update_or_create(queue=queue, defaults={"at": timezone.now()})


@worker_ready.connect
def sweep_at_start(**kwargs):
    sweep()
    heartbeat()
