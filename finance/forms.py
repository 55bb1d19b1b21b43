from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DateField, FilterForm, HouseForm, MoneyField, speak_plainly
from courses.models import EstimateLine
from finance.enums import AdvanceStatus, SettlementStatus
from finance.facts import ReviewRow
from finance.selectors import norm_choices


class AdvanceForm(HouseForm):
    amount = MoneyField(label=_("amount, đồng"), min_value=1)
    purpose = forms.CharField(label=_("what for"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    due_on = DateField(label=_("to be settled by"))


class PaymentForm(HouseForm):
    paid_on = DateField(label=_("paid on"), is_past=True)
    voucher_number = forms.CharField(
        label=_("number of the payment voucher"),
        max_length=40,
        help_text=_("Payment voucher (phiếu chi) or payment order (ủy nhiệm chi)."),
    )


class ReturnForm(HouseForm):
    reason = forms.CharField(
        label=_("reason for return"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why it goes back, so that the unit knows what to mend.")},
    )


class ExplanationForm(HouseForm):
    explanation = forms.CharField(
        label=_("explanation of differences"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Answer every remark that needs an explanation; finance reads it beside the list."),
    )


class ApprovalForm(HouseForm):
    approved_on = DateField(label=_("approved on"), is_past=True)


class ExpenseForm(HouseForm):
    description = forms.CharField(label=_("what was paid for"), max_length=300)
    estimate_line = forms.ModelChoiceField(
        EstimateLine.objects.none(),
        label=_("estimate line"),
        required=False,
        empty_label=_("Not in the estimate"),
    )
    norm_code = forms.ChoiceField(label=_("spending norm"), required=False)
    spent_on = DateField(
        label=_("day of the activity"), help_text=_("One line for each day of meals or refreshments.")
    )
    quantity = forms.IntegerField(label=_("quantity"), min_value=1, max_value=1_000_000)
    unit_price = MoneyField(label=_("unit price, đồng"), min_value=1)
    voucher_number = forms.CharField(label=_("number of the voucher or invoice"), max_length=40)
    supplier = forms.CharField(
        label=_("payee"),
        max_length=200,
        required=False,
        help_text=_("The seller, or the person who was paid."),
    )

    def __init__(self, *args, course, **kwargs):
        super().__init__(*args, **kwargs)
        lines = EstimateLine.objects.filter(registration_id=course.registration_id)
        self.fields["estimate_line"].queryset = lines.order_by("position", "pk")
        self.fields["norm_code"].choices = [("", _("No norm: by voucher")), *norm_choices()]


class ReviewForm(forms.Form):
    """Two small boxes for every expense: what is accepted, and why not all of it. Drawn by the page as a table."""

    def __init__(self, *args, expenses, **kwargs):
        super().__init__(*args, **kwargs)
        self.expenses = list(expenses)
        for expense in self.expenses:
            accepted = expense.amount if expense.accepted_amount is None else expense.accepted_amount
            amount, reason = f"accepted-{expense.pk}", f"reason-{expense.pk}"
            self.fields[amount] = MoneyField(
                label=_("accepted amount of “%(item)s”") % {"item": expense.description},
                initial=accepted,
                max_value=expense.amount,
                widget=forms.TextInput(
                    attrs={
                        "inputmode": "numeric",
                        "autocomplete": "off",
                        "class": "form-control text-end money-input",
                    }
                ),
            )
            self.fields[reason] = forms.CharField(
                label=_("reason for not accepting “%(item)s”") % {"item": expense.description},
                initial=expense.exclusion_reason,
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )
            speak_plainly(self[amount])
            speak_plainly(self[reason])

    def lines(self):
        """The expenses with their two boxes."""
        return [(row, self[f"accepted-{row.pk}"], self[f"reason-{row.pk}"]) for row in self.expenses]

    def clean(self):
        for row in self.expenses:
            accepted = self.cleaned_data.get(f"accepted-{row.pk}")
            reason = self.cleaned_data.get(f"reason-{row.pk}", "")
            if accepted is not None and accepted < row.amount and not reason:
                text = _("Write why “%(item)s” is not accepted in full.") % {"item": row.description}
                self.add_error(f"reason-{row.pk}", text)
        if self.errors:
            return self.cleaned_data
        rows = [
            ReviewRow(row.pk, self.cleaned_data[f"accepted-{row.pk}"], self.cleaned_data[f"reason-{row.pk}"])
            for row in self.expenses
        ]
        return {"rows": rows}


class AdvanceFilter(FilterForm):
    status = forms.ChoiceField(
        label=pgettext_lazy("filter", "Status"),
        choices=[("", pgettext_lazy("filter", "Every status")), *AdvanceStatus.choices],
    )


class SettlementFilter(FilterForm):
    status = forms.ChoiceField(
        label=pgettext_lazy("filter", "Status"),
        choices=[("", pgettext_lazy("filter", "Every status")), *SettlementStatus.choices],
    )
