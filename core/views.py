"""What every step door does: find the row its reader may see, ask the workflow, call one service."""

import logging
import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseServerError, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template import loader
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, ListView

from core import health
from core.errors import DomainError
from core.models import Job

logger = logging.getLogger(__name__)


class StepMixin:
    """Subclasses say which workflow, which step, which rows, and which service to call (``act``)."""

    workflow = None
    step = None
    success_message = ""

    def get_queryset(self):
        raise NotImplementedError

    def act(self, **answers):
        raise NotImplementedError

    @cached_property
    def object(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    @property
    def transition(self):
        return self.workflow[self.step]

    def dispatch(self, request, *args, **kwargs):
        if not self.transition.may(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def done(self):
        text = self.success_message or _("Done: %(step)s.") % {"step": self.transition.label}
        messages.success(self.request, text)
        return redirect(self.get_success_url())

    def get_success_url(self):
        return self.object.get_absolute_url()


class StepView(StepMixin, View):
    """A step that needs nothing but a press of its button."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            self.act()
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect(self.object.get_absolute_url())
        return self.done()


class DomainFormMixin:
    """A form whose refusal by the rules comes back as a sentence on the form, with everything typed kept."""

    def form_valid(self, form):
        try:
            self.act(**form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.done()


class StepFormView(StepMixin, DomainFormMixin, FormView):
    """A step that asks for something first."""

    template_name = "core/step_form.html"

    def get(self, request, *args, **kwargs):
        try:
            self.workflow.check(self.object, self.step)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(object=self.object, transition=self.transition, **kwargs)


class ActView(DomainFormMixin, FormView):
    """A form that calls one service and is no step of a workflow: create, edit, upload.

    Subclasses give ``form_class``, ``page_title``, ``act`` and, where there is a row, ``get_queryset``; they
    refuse whoever may not by raising PermissionDenied in ``check_access``.
    """

    template_name = "core/act_form.html"
    page_title = ""
    button_label = ""
    success_message = ""
    back_url = back_label = ""  # where a form without a row leads back to: its list

    def dispatch(self, request, *args, **kwargs):
        self.check_access()
        return super().dispatch(request, *args, **kwargs)

    def check_access(self):
        raise NotImplementedError

    def act(self, **answers):
        raise NotImplementedError

    @cached_property
    def object(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_queryset(self):
        raise NotImplementedError

    def get_success_url(self):
        return self.object.get_absolute_url()

    def done(self):
        messages.success(self.request, self.success_message or _("Saved."))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            object=self.object,
            page_title=self.page_title,
            button_label=self.button_label or _("Save"),
            back_url=self.back_url,
            back_label=self.back_label,
            **kwargs,
        )


class ListPage(ListView):
    """A list of 50 rows a page; subclasses build ``get_queryset`` from ``visible_to(self.request.user)``."""

    paginate_by = 50


class VisibleJobs:
    def get_queryset(self):
        return Job.objects.visible_to(self.request.user).order_by("-pk")


class JobList(VisibleJobs, ListPage):
    template_name = "core/job_list.html"


class JobDetail(VisibleJobs, DetailView):
    """The page of one job; htmx asks for its progress part every two seconds."""

    def get_template_names(self):
        return ["core/_job_progress.html" if self.request.htmx else "core/job_detail.html"]


@login_not_required
@never_cache
def healthz(request):
    report = health.report()
    return JsonResponse(report, status=200 if report["ok"] else 503)


def server_error(request):
    """A page without database, session or menu; its code stands beside the traceback in the log."""
    code = secrets.token_hex(2).upper()
    logger.error("LỖI-%s %s %s", code, request.method, request.path)
    return HttpResponseServerError(loader.get_template("500.html").render({"code": code}))
