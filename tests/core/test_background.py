import datetime as dt
import threading

import pytest
from celery import current_app
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from core import background
from core.background import ATTEMPTS, LostJob, claim, enqueue, job_task
from core.errors import DomainError
from core.models import Job
from core.tasks import sweep

calls = []


@job_task
def count_up(job, *, upto):
    for number in range(1, upto + 1):
        job.progress(number, upto)
    calls.append(upto)


@job_task
def stumble(job):
    raise OSError("the disk is full")


@job_task
def refuse(job):
    raise DomainError("Đơn vị chưa có tiêu đề văn bản.")


COUNT, STUMBLE, REFUSE = (f"{__name__}.{name}" for name in ("count_up", "stumble", "refuse"))


@pytest.fixture(autouse=True)
def bell(monkeypatch):
    """The broker is the outside world: here it only notes who rang."""
    calls.clear()
    rung = []
    monkeypatch.setattr(
        current_app._get_current_object(), "send_task", lambda name, kwargs: rung.append((name, kwargs))
    )
    return rung


def make_due(job):
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now() - dt.timedelta(seconds=1))


def test_a_promise_is_rung_after_it_is_kept_safe(db, bell, an, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        job = enqueue(COUNT, owner=an, title="Đếm", total=3, upto=3)
    assert (bell, len(waiting)) == ([], 1)

    waiting[0]()

    assert bell == [(COUNT, {"job_id": job.pk})]


@pytest.mark.django_db(transaction=True)
def test_a_promise_that_is_rolled_back_is_not_rung(bell):
    with transaction.atomic():
        enqueue(COUNT, upto=3)
        transaction.set_rollback(True)

    assert bell == []
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_broken_bell_loses_nothing(monkeypatch):
    def broken(name, kwargs):
        raise ConnectionError("no broker")

    monkeypatch.setattr(current_app._get_current_object(), "send_task", broken)
    with transaction.atomic():
        job = enqueue(COUNT, upto=3)

    assert background.due().get() == job


def test_only_plain_values_travel(db, an):
    with pytest.raises(TypeError, match="upto"):
        enqueue(COUNT, upto=an)


def test_a_job_runs_once_however_often_it_is_rung(db):
    job = enqueue(COUNT, upto=3)

    count_up(job_id=job.pk)
    count_up(job_id=job.pk)

    job.refresh_from_db()
    assert calls == [3]
    assert (job.state, job.done, job.total, job.percent, job.attempts) == (Job.State.DONE, 3, 3, 100, 1)
    assert job.finished_at is not None


def test_a_message_that_names_another_tasks_job_runs_nothing(db):
    job = enqueue(COUNT, upto=3)

    refuse(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.WAITING, 0)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_gets_the_job():
    job = enqueue(COUNT, upto=1)
    together, holders = threading.Barrier(6), []

    def work():
        together.wait()
        holders.append(claim(job.pk, job.path))
        connection.close()

    threads = [threading.Thread(target=work) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([holder for holder in holders if holder]) == 1
    assert Job.objects.get().attempts == 1


def test_a_job_is_not_taken_before_it_is_due(db):
    job = enqueue(COUNT, upto=1)
    Job.objects.update(due_at=timezone.now() + dt.timedelta(minutes=1))

    assert claim(job.pk, job.path) is None


def test_a_worker_that_was_silent_too_long_can_write_nothing_more(db):
    job = enqueue(COUNT, upto=1)
    slow = claim(job.pk, job.path)
    make_due(job)
    second = claim(job.pk, job.path)

    for late in (lambda: slow.progress(5), slow.finish, lambda: slow.fail(OSError())):
        with pytest.raises(LostJob):
            late()

    second.progress(1, 1)
    second.finish()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done) == (Job.State.DONE, 2, 1)


def test_progress_keeps_the_lease_alive(db):
    with override_settings(JOB_LEASE_SECONDS=60):
        job = enqueue(COUNT, upto=1)
        holder = claim(job.pk, job.path)
        make_due(job)
        holder.progress(1)

        assert claim(job.pk, job.path) is None


def test_a_cancelled_job_stops_at_the_next_progress(db):
    job = enqueue(COUNT, upto=3)
    holder = claim(job.pk, job.path)
    Job.objects.update(state=Job.State.CANCELLED)

    with pytest.raises(LostJob):
        holder.progress(1)


def test_a_failing_job_waits_longer_each_time_and_then_gives_up(db):
    job = enqueue(STUMBLE)
    waits = []
    for _attempt in range(ATTEMPTS):
        make_due(job)
        before = timezone.now()
        stumble(job_id=job.pk)
        job.refresh_from_db()
        waits.append(round((job.due_at - before).total_seconds()))

    assert waits[:-1] == [20, 40, 80, 160]
    assert (job.state, job.attempts) == (Job.State.FAILED, ATTEMPTS)
    assert "the disk is full" in job.error
    make_due(job)
    assert claim(job.pk, job.path) is None


def test_a_refusal_by_the_rules_is_final_at_once(db):
    job = enqueue(REFUSE)

    refuse(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (Job.State.FAILED, 1, "Đơn vị chưa có tiêu đề văn bản.")


def test_the_sweeper_rings_for_what_is_due_and_nobody_holds(db, bell):
    forgotten, held, lost, finished = (enqueue(COUNT, upto=1) for _number in range(4))
    later = enqueue(COUNT, upto=1)
    for job in (held, lost, finished):
        claim(job.pk, job.path)
    make_due(lost)
    Job.objects.filter(pk=finished.pk).update(state=Job.State.DONE)
    Job.objects.filter(pk=later.pk).update(due_at=timezone.now() + dt.timedelta(hours=1))

    assert sweep() == 2

    assert [kwargs["job_id"] for _name, kwargs in bell] == [forgotten.pk, lost.pk]
