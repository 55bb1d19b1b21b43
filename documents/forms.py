from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.forms import DateField, HouseForm
from documents.enums import REGISTERED, DocumentKind, DocumentStatus, SigningForm
from organisations.forms import LinesField
from organisations.models import Organisation


class IssueForm(HouseForm):
    issued_on = DateField(label=_("Date of the document"), is_past=True)


class ReasonForm(HouseForm):
    reason = forms.CharField(
        label=pgettext_lazy("document", "Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class AuthorityForm(HouseForm):
    """Who signs which papers for which organisation, and what stands above the name."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Issuing organisation"))
    user = forms.ModelChoiceField(User.objects.none(), label=_("Person who signs"))
    form = forms.ChoiceField(label=_("Form of signing"), choices=SigningForm)
    authority_lines = LinesField(
        label=_("Lines above the signature"),
        rows=3,
        help_text=_(
            "In capitals, broken as they are printed, for example TM. BAN THƯỜNG VỤ, then PHÓ CHỦ TỊCH"
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of paper"), choices=DocumentKind, widget=forms.CheckboxSelectMultiple
    )
    position = forms.IntegerField(
        label=_("Order among the signers"), min_value=1, max_value=99, help_text=_("1 is offered first.")
    )
    legal_basis = forms.CharField(
        label=_("Legal basis of the authority"),
        max_length=300,
        required=False,
        help_text=_("For example the rules of procedure or the decision that authorises"),
    )
    valid_from = DateField(label=_("First day of the authority"))
    valid_to = DateField(
        label=_("Last day of the authority"),
        required=False,
        help_text=_("Leave it empty while no end is known."),
    )

    def __init__(self, *args, organisations, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["user"].queryset = people
        self.fields["user"].label_from_instance = _with_position


def _with_position(user):
    return f"{user.full_name}, {user.position}" if user.position else user.full_name


class EndForm(HouseForm):
    valid_to = DateField(
        label=_("Last day of the authority"),
        help_text=_("The person may still sign on this day and no longer after it."),
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
