"""Drawing a batch: every certificate once, on from where a cut-off job stopped, and one log line at the end."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from certificates.models import Certificate
from certificates.tasks import draw_batch
from core.audit import history
from core.models import Job
from documents.services import attach_file
from tests.certificates.stories import issued


@pytest.fixture
def batch(unit, an, lan, thu):
    return issued(unit, proposer=an, leader=lan, clerk=thu, people=3)


def files(batch):
    rows = Certificate.objects.filter(batch=batch).select_related("document").order_by("register_number")
    return [row.document.file.name for row in rows]


def test_a_batch_is_drawn_to_the_last_certificate(batch):
    draw_batch(job_id=batch.job_id)

    job = Job.objects.get(pk=batch.job_id)
    assert (job.state, job.done, job.total, job.error) == (Job.State.DONE, 3, 3, "")
    for certificate in Certificate.objects.filter(batch=batch).select_related("document"):
        content = certificate.document.file.read()
        assert content.startswith(b"%PDF-")
        assert hashlib.sha256(content).hexdigest() == certificate.document.sha256
    assert [entry.verb for entry in history(batch)][0] == "certificates.batch.draw"


def test_a_job_cut_off_in_the_middle_goes_on_from_there(batch):
    first = batch.certificates.select_related("document__organisation").order_by("register_number").first()
    attach_file(
        first.document, content=ContentFile(b"%PDF-kept"), sha256=hashlib.sha256(b"%PDF-kept").hexdigest()
    )
    kept = files(batch)[0]

    draw_batch(job_id=batch.job_id)

    assert files(batch)[0] == kept
    assert all(files(batch))
    assert Job.objects.get(pk=batch.job_id).done == 3


def test_the_same_message_twice_draws_nothing_twice(batch):
    draw_batch(job_id=batch.job_id)
    before, lines = files(batch), history(batch).count()

    draw_batch(job_id=batch.job_id)

    assert files(batch) == before
    assert history(batch).count() == lines


def test_a_cancelled_job_draws_nothing(batch):
    Job.objects.filter(pk=batch.job_id).update(state=Job.State.CANCELLED)

    draw_batch(job_id=batch.job_id)

    assert files(batch) == ["", "", ""]
