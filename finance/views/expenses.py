"""Doors of the single expense: the unit writes them while the settlement is in its hands."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from core.errors import DomainError
from core.formatting import dong
from core.views import ActView
from finance import forms, services
from finance.models import Expense, Settlement
from finance.policies import can_account


class ExpenseWriting(ActView):
    form_class = forms.ExpenseForm

    @cached_property
    def settlement(self):
        raise NotImplementedError

    def check_access(self):
        if not can_account(self.request.user, self.settlement):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        if not self.settlement.is_editable:
            messages.error(request, _("The settlement is not with the unit now: its expenses cannot change."))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"course": self.settlement.course}

    def get_success_url(self):
        return self.settlement.get_absolute_url()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"object": self.settlement, "page_title": self.title()}

    def title(self):
        raise NotImplementedError


class ExpenseCreate(ExpenseWriting):
    def get_queryset(self):
        return Settlement.objects.visible_to(self.request.user).select_related(
            "course", "organisation__federation"
        )

    @cached_property
    def settlement(self):
        return self.object

    def title(self):
        return _("Add an expense")

    def act(self, **answers):
        expense = services.create_expense(self.settlement, actor=self.request.user, **answers)
        self.success_message = _("Added: %(amount)s.") % {"amount": dong(expense.amount)}


class VisibleExpenses:
    def get_queryset(self):
        return Expense.objects.visible_to(self.request.user).select_related(
            "settlement__course", "settlement__organisation__federation"
        )


class ExpenseUpdate(VisibleExpenses, ExpenseWriting):
    @cached_property
    def settlement(self):
        return self.object.settlement

    def title(self):
        return _("Edit the expense")

    def get_initial(self):
        names = self.form_class.base_fields
        return {name: getattr(self.object, name) for name in names} | {
            "estimate_line": self.object.estimate_line_id
        }

    def act(self, **answers):
        services.update_expense(self.object, actor=self.request.user, **answers)


class ExpenseDelete(VisibleExpenses, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        expense = get_object_or_404(self.get_queryset(), pk=pk)
        settlement, text = expense.settlement, expense.description
        if not can_account(request.user, settlement):
            raise PermissionDenied
        try:
            services.delete_expense(expense, actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Taken off: “%(item)s”.") % {"item": text})
        return redirect(settlement.get_absolute_url())
