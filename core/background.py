"""Promises kept later. A service names its task by dotted path, as a template names a URL.

So services never import tasks, tasks may import services, and there is no circle. Celery carries only the id
of a ``Job`` row; a message lost or delivered twice changes nothing, because the row is claimed by one
conditional update and swept when nobody holds it.
"""

import functools
import logging
from datetime import timedelta

from celery import current_app, shared_task
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.errors import DomainError
from core.models import Job

ATTEMPTS = 5

logger = logging.getLogger(__name__)


class LostJob(Exception):
    """Another worker holds this job now, or its owner cancelled it: stop, write nothing more."""


def enqueue(path, /, *, owner=None, title="", total=0, link="", **arguments):
    """Write the promise in the caller's transaction; ring after it commits. Ids and plain values only."""
    for name, value in arguments.items():
        if not isinstance(value, int | str | bool | None):
            raise TypeError(f"{path}: {name} must be a plain value, not {type(value).__name__}")
    job = Job.objects.create(
        path=path,
        arguments=arguments,
        owner=owner,
        title=title,
        total=total,
        link=link,
        due_at=timezone.now(),
    )
    transaction.on_commit(functools.partial(ring, job.pk, path), robust=True)
    return job


def ring(job_id, path):
    """A broken bell loses nothing: the sweeper finds the row."""
    try:
        current_app.send_task(path, kwargs={"job_id": job_id})
    except Exception:
        logger.warning("could not ring for job %s; the sweeper will find it", job_id, exc_info=True)


def lease():
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def due():
    """Jobs that nobody holds: waiting and due, or running under a lease that has run out."""
    return Job.objects.unfinished().filter(due_at__lte=timezone.now())


class Holder:
    """A worker's hold on a job: reports progress, keeps the lease alive, notices when the hold is lost."""

    def __init__(self, job):
        self.job = job

    def _update(self, **fields):
        mine = Job.objects.filter(pk=self.job.pk, attempts=self.job.attempts, state=Job.State.RUNNING)
        if mine.update(updated_at=timezone.now(), **fields) != 1:
            raise LostJob(str(self.job))

    def progress(self, done, total=None):
        """Tell how far the work is; raises LostJob when it is no longer ours."""
        fields = {"done": done, "due_at": lease()}
        if total is not None:
            fields["total"] = total
        self._update(**fields)

    def finish(self):
        self._update(state=Job.State.DONE, finished_at=timezone.now(), error="")

    def fail(self, error):
        """Back off and try again, up to ATTEMPTS times; a refusal by the rules is final at once."""
        final = self.job.attempts >= ATTEMPTS or isinstance(error, DomainError)
        if final:
            self._update(state=Job.State.FAILED, finished_at=timezone.now(), error=str(error) or repr(error))
        else:
            wait = timedelta(seconds=10 * 2**self.job.attempts)
            self._update(state=Job.State.WAITING, due_at=timezone.now() + wait, error=repr(error))


def claim(job_id, path):
    """Take a due job by conditional update; the attempt number is the fence. None if somebody else has it.

    The path is asked for too: a stray message of another installation must not run one task as another.
    """
    taken = (
        due()
        .filter(pk=job_id, path=path)
        .update(
            state=Job.State.RUNNING, attempts=F("attempts") + 1, due_at=lease(), updated_at=timezone.now()
        )
    )
    return Holder(Job.objects.get(pk=job_id)) if taken else None


def job_task(function):
    """Make a Celery task of ``function(holder, **ids)``: claim, work, write the outcome."""

    name = f"{function.__module__}.{function.__name__}"

    @functools.wraps(function)
    def run(job_id):
        holder = claim(job_id, name)
        if holder is None:
            return
        try:
            function(holder, **holder.job.arguments)
            holder.finish()
        except LostJob:
            logger.warning("job %s is no longer ours", holder.job)
        except Exception as error:
            logger.exception("job %s failed", holder.job)
            holder.fail(error)

    return shared_task(name=name)(run)
