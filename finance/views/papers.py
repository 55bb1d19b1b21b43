"""The printed forms of money: whoever sees the row may read its paper, the unit too."""

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from finance.models import Advance, Settlement


class PaperFile(DetailView):
    def render_to_response(self, context, **kwargs):
        document = self.object.document
        if document is None or not document.file:
            raise Http404(_("The document is still being drawn."))
        name = f"{document.reference.replace('/', '-')}.pdf"
        return FileResponse(document.file.open("rb"), filename=name, content_type="application/pdf")


class AdvanceFile(PaperFile):
    def get_queryset(self):
        return Advance.objects.visible_to(self.request.user).select_related("document")


class SettlementFile(PaperFile):
    def get_queryset(self):
        return Settlement.objects.visible_to(self.request.user).select_related("document")
