from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, FilterForm, HouseForm
from core.names import clean
from organisations.enums import OrganisationKind


class LinesField(forms.CharField):
    """Several printed lines, one a line; gives a list of cleaned texts, empty lines dropped."""

    def __init__(self, *, rows=2, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def clean(self, value):
        text = super().clean(value)
        return [line for line in map(clean, text.splitlines()) if line]


class LetterheadForm(HouseForm):
    parent_lines = LinesField(
        label=_("Lines of the body above"), required=False, help_text=_("Broken as they are printed.")
    )
    issuer_lines = LinesField(
        label=_("Lines of the issuing body"), help_text=_("In capitals, broken as they are printed.")
    )
    symbol = forms.CharField(
        label=_("Abbreviation in reference numbers"), max_length=20, help_text=_("For example LĐLĐ")
    )
    place_name = forms.CharField(
        label=_("Place name"), max_length=60, help_text=_("Printed before the date, for example Hà Nội")
    )
    valid_from = DateField(label=_("First day of use"))


class OrganisationFilter(FilterForm):
    q = forms.CharField(
        label=_("Name or code"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=[("", _("Every kind")), *OrganisationKind.choices]
    )
