from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DateField, HouseForm
from documents.enums import REGISTERED, DocumentKind, DocumentStatus


class IssueForm(HouseForm):
    issued_on = DateField(label=_("Date of the document"))


class ReasonForm(HouseForm):
    reason = forms.CharField(
        label=pgettext_lazy("document", "Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class DocumentFilterForm(forms.Form):
    """The filter of the outgoing register; a GET form, so nothing in it is required."""

    status = forms.ChoiceField(
        label=pgettext_lazy("document", "status"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *DocumentStatus.choices],
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("document", "kind"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "all")),
            *((kind.value, kind.label) for kind in DocumentKind if kind in REGISTERED),
        ],
    )
    year = forms.IntegerField(label=_("year"), required=False, min_value=2000, max_value=2100)
