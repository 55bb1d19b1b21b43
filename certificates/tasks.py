import hashlib

from django.core.files.base import ContentFile

from certificates import services
from certificates.models import Certificate, CertificateBatch
from core.background import job_task
from documents.services import attach_file
from documents.snapshots import printed


@job_task
def draw_batch(job, *, batch_id):
    """Draw every certificate of a batch that has no file yet: a job cut off in the middle goes on from there."""
    from documents.rendering import render_pdf  # noqa: PLC0415 -- slow import

    batch = CertificateBatch.objects.select_related("course__organisation").get(pk=batch_id)
    certificates = Certificate.objects.filter(batch=batch).order_by("register_number")
    total = certificates.count()
    drawn = total - certificates.filter(document__file="").count()
    job.progress(drawn, total)
    for certificate in certificates.filter(document__file="").select_related("document__organisation"):
        document = certificate.document
        content = render_pdf(document.template, printed(document))
        attach_file(document, content=ContentFile(content), sha256=hashlib.sha256(content).hexdigest())
        drawn += 1
        job.progress(drawn)
    services.record_drawing(batch, drawn=drawn)
