"""Doors of the advances: the list, the page, the request, the steps."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from core.formatting import dong
from core.views import ActView, ListPage, StepFormView, StepView
from courses.models import Course
from finance import forms, services
from finance.enums import AdvanceStatus, SettlementStatus
from finance.models import Advance, Settlement
from finance.policies import can_account
from finance.selectors import advance_room
from finance.selectors.desks import desk_of_advance
from finance.workflow import ADVANCE


class VisibleAdvances:
    workflow = ADVANCE

    def get_queryset(self):
        return Advance.objects.visible_to(self.request.user).select_related(
            "course__registration", "organisation__federation", "created_by", "approved_by", "document"
        )


class AdvanceList(ListPage):
    template_name = "finance/advance_list.html"

    @cached_property
    def filter_form(self):
        form = forms.AdvanceFilter(self.request.GET)
        form.is_valid()  # what was misspelt in the address narrows nothing
        return form

    def get_queryset(self):
        rows = Advance.objects.visible_to(self.request.user).for_list()
        status = self.filter_form.cleaned_data.get("status")
        return rows.filter(status=status) if status else rows

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter_form=self.filter_form, **kwargs)


class AdvanceDetail(VisibleAdvances, DetailView):
    template_name = "finance/advance_detail.html"

    def is_unsettled(self):
        """Paid out, and the settlement of the class that accounts for it is not approved."""
        advance = self.object
        rows = Settlement.objects.visible_to(self.request.user).filter(course=advance.course_id)
        return (
            advance.status == AdvanceStatus.PAID
            and not rows.filter(status=SettlementStatus.APPROVED).exists()
        )

    def get_context_data(self, **kwargs):
        advance, user, today = self.object, self.request.user, timezone.localdate()
        return super().get_context_data(
            steps=ADVANCE.open_to(user, advance),
            room=advance_room(advance.course, excluding=advance),
            may_write=advance.is_editable and can_account(user, advance),
            is_overdue=advance.due_on < today and self.is_unsettled(),
            desk=desk_of_advance(advance, today=today),
            **kwargs,
        )


class AdvanceWriting(ActView):
    """The form of a request, with the sums of the estimate above it."""

    form_class = forms.AdvanceForm
    template_name = "finance/advance_form.html"

    @cached_property
    def course(self):
        return self.object.course

    def check_access(self):
        if not can_account(self.request.user, self.object or self.course):
            raise PermissionDenied

    def get_context_data(self, **kwargs):
        room = advance_room(self.course, excluding=self.object)
        return super().get_context_data(course=self.course, room=room, **kwargs)


class AdvanceCreate(AdvanceWriting):
    page_title = ""
    object = None

    def get_queryset(self):
        return Course.objects.visible_to(self.request.user).select_related(
            "organisation__federation", "registration"
        )

    @cached_property
    def course(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"page_title": _("Ask for an advance")}

    def act(self, **answers):
        self.object = services.create_advance(self.course, actor=self.request.user, **answers)
        self.success_message = _("Kept as a draft: %(amount)s. The chair hands it in.") % {
            "amount": dong(self.object.amount)
        }


class AdvanceUpdate(VisibleAdvances, AdvanceWriting):
    def get_initial(self):
        return {name: getattr(self.object, name) for name in ("amount", "purpose", "due_on")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"page_title": _("Edit the advance request")}

    def act(self, **answers):
        services.update_advance(self.object, actor=self.request.user, **answers)


class AdvanceSubmit(VisibleAdvances, StepView):
    step = "submit"

    def act(self):
        services.submit_advance(self.object, actor=self.request.user)


class AdvanceApprove(VisibleAdvances, StepView):
    step = "approve"

    def act(self):
        advance = services.approve_advance(
            self.object, issued_on=timezone.localdate(), actor=self.request.user
        )
        self.success_message = _("Approved as %(reference)s. The form is being drawn.") % {
            "reference": advance.document.reference
        }


class AdvancePay(VisibleAdvances, StepFormView):
    step = "pay"
    form_class = forms.PaymentForm

    def get_initial(self):
        return {"paid_on": timezone.localdate()}

    def act(self, **answers):
        services.pay_advance(self.object, actor=self.request.user, **answers)


class AdvanceReturn(VisibleAdvances, StepFormView):
    step = "return"
    form_class = forms.ReturnForm

    def act(self, reason):
        services.return_advance(self.object, reason=reason, actor=self.request.user)
