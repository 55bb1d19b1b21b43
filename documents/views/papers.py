from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from core.views import ListPage, StepFormView, StepView
from documents import forms, services
from documents.models import Document
from documents.selectors import desk_of_paper
from documents.workflow import DOCUMENT


class VisibleDocuments:
    """Every door of this app opens onto the papers its reader may see, and no others."""

    workflow = DOCUMENT

    def get_queryset(self):
        return Document.objects.visible_to(self.request.user).select_related(
            "organisation", "authority__user"
        )


class DocumentList(ListPage):
    """The outgoing papers: those waiting for a signature or a number, and the register of those issued."""

    template_name = "documents/document_list.html"

    def get_queryset(self):
        rows = Document.objects.visible_to(self.request.user).registered().for_list()
        self.filter_form = forms.DocumentFilterForm(self.request.GET)
        if not self.filter_form.is_valid():
            return rows
        chosen = self.filter_form.cleaned_data
        if chosen["status"]:
            rows = rows.filter(status=chosen["status"])
        if chosen["kind"]:
            rows = rows.filter(kind=chosen["kind"])
        if chosen["year"]:
            rows = rows.filter(issued_on__year=chosen["year"])
        return rows

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter_form=self.filter_form, **kwargs)


class DocumentDetail(VisibleDocuments, DetailView):
    def get_context_data(self, **kwargs):
        steps = DOCUMENT.open_to(self.request.user, self.object)
        today = timezone.localdate()
        desk = desk_of_paper(self.object, self.object.organisation.federation_id, today=today)
        return super().get_context_data(steps=steps, desk=desk, **kwargs)


class DocumentFile(VisibleDocuments, DetailView):
    """The drawn PDF; before issue it is the preview without number and date."""

    def render_to_response(self, context, **kwargs):
        document = self.object
        if not document.file:
            raise Http404(_("The document is still being drawn."))
        name = f"{document.reference.replace('/', '-')}.pdf"
        return FileResponse(document.file.open("rb"), filename=name, content_type="application/pdf")


class DocumentSign(VisibleDocuments, StepView):
    step = "sign"

    def act(self):
        services.sign_document(self.object, actor=self.request.user)


class DocumentIssue(VisibleDocuments, StepFormView):
    step = "issue"
    form_class = forms.IssueForm

    def get_initial(self):
        return {"issued_on": timezone.localdate()}

    def act(self, issued_on):
        document = services.issue_document(self.object, issued_on=issued_on, actor=self.request.user)
        self.success_message = _("Issued as %(reference)s.") % {"reference": document.reference}


class DocumentReturn(VisibleDocuments, StepFormView):
    step = "return"
    form_class = forms.ReasonForm

    def act(self, reason):
        services.return_document(self.object, reason=reason, actor=self.request.user)


class DocumentRevoke(VisibleDocuments, StepFormView):
    step = "revoke"
    form_class = forms.ReasonForm

    def act(self, reason):
        services.revoke_document(self.object, reason=reason, actor=self.request.user)
