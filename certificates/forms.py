from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import DateField, HouseForm
from documents.models import SigningAuthority


class SubmitForm(HouseForm):
    authority = forms.ModelChoiceField(
        label=_("Signer of the certificates"),
        queryset=SigningAuthority.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, authorities=(), **kwargs):
        super().__init__(*args, **kwargs)
        keys = [authority.pk for authority in authorities]
        self.fields["authority"].queryset = SigningAuthority.objects.filter(pk__in=keys).order_by(
            "position", "pk"
        )


class IssueForm(HouseForm):
    issued_on = DateField(label=_("Date of issue"), is_past=True)


class ReasonForm(HouseForm):
    reason = forms.CharField(
        label=pgettext_lazy("document", "Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
