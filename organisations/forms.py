from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateField, FilterForm, HouseForm
from core.names import clean
from organisations.enums import BELOW_FEDERATION, OrganisationKind


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


class NameForm(HouseForm):
    """What an organisation is called from a day on."""

    name = forms.CharField(
        label=_("Full name of the organisation"),
        max_length=200,
        help_text=_("As it stands in documents, for example Công đoàn phường Ba Đình"),
    )
    short_name = forms.CharField(
        label=_("Short name"), max_length=100, help_text=_("For lists, for example CĐ phường Ba Đình")
    )
    valid_from = DateField(label=_("First day of the name"))


class OrganisationForm(NameForm):
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        choices=[("", "---------"), *((kind.value, kind.label) for kind in BELOW_FEDERATION)],
    )
    code = forms.RegexField(
        r"^[\w.-]+$",
        label=_("Code of the organisation"),
        max_length=30,
        help_text=_("Short, unlike any other, for example HN-P-BD; it never changes"),
        error_messages={"invalid": _("Write the code with letters, digits, dots and hyphens only.")},
    )

    field_order = ["kind", "code", "name", "short_name", "valid_from"]


class OrganisationFilter(FilterForm):
    q = forms.CharField(
        label=_("Name or code"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=[("", _("Every kind")), *OrganisationKind.choices]
    )
