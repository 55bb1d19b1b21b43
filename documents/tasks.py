import hashlib

from django.core.files.base import ContentFile

from core.background import job_task
from documents import services, snapshots
from documents.models import Document


@job_task
def draw_document(job, *, document_id):
    """Draw one paper: a preview while it waits, the real one once it is numbered."""
    from documents.rendering import render_pdf  # noqa: PLC0415 -- slow import

    document = Document.objects.select_related("organisation").get(pk=document_id)
    content = render_pdf(document.template, snapshots.printed(document))
    services.attach_file(document, content=ContentFile(content), sha256=hashlib.sha256(content).hexdigest())
