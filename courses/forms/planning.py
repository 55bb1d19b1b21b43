from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import FilterForm, HouseForm, MoneyField
from courses.enums import PlanStatus
from courses.facts import QuotaItem
from courses.models import Programme, Scheme
from documents.models import SigningAuthority

LARGEST_QUOTA = 9_999


def _text(label, *, rows=3, **kwargs):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PlanForm(HouseForm):
    """The parts of an annual plan. A draft may leave parts empty; submitting asks for them."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("Title of the plan"), max_length=300)
    programme = forms.ModelChoiceField(Programme.objects.none(), label=_("Training programme"))
    scheme = forms.ModelChoiceField(Scheme.objects.none(), label=_("Training scheme"), required=False)
    legal_bases = _text(_("Legal bases, one a line"), required=False)
    purpose = _text(_("Purpose and requirements"), required=False)
    audience = _text(_("Who is trained"), required=False)
    content = _text(_("Content and form"), required=False)
    schedule = _text(_("Time and place"), required=False)
    funding = _text(_("Source of the money"), required=False)
    budget_amount = MoneyField(label=_("Budget (đồng)"), required=False)
    assignment = _text(_("Who does what"), required=False, rows=4)

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model in (("programme", Programme), ("scheme", Scheme)):
            self.fields[name].queryset = model.objects.filter(organisation=organisation).order_by("-pk")
        self.fields["programme"].label_from_instance = self._with_version

    @staticmethod
    def _with_version(programme):
        return gettext("%(title)s (version %(version)d)") % {
            "title": programme.title,
            "version": programme.version,
        }

    def clean_budget_amount(self):
        return self.cleaned_data["budget_amount"] or 0


class QuotaForm(forms.Form):
    """Classes and trainees for every unit, two small boxes a row; parsed here, drawn by the page."""

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = units
        for unit in units:
            for part, label in (("courses", gettext("classes")), ("trainees", gettext("people"))):
                self.fields[f"{part}-{unit.pk}"] = self._number(f"{unit.name}, {label}")

    @staticmethod
    def _number(label):
        wrong = gettext("%(label)s: write a whole number from 0 to 9.999, for example 12.") % {"label": label}
        return forms.IntegerField(
            label=label,
            required=False,
            min_value=0,
            max_value=LARGEST_QUOTA,
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
            widget=forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "class": "form-control text-end",
                    "size": 6,
                    "aria-label": label,
                }
            ),
        )

    def rows(self):
        """The units with their two boxes, for the table."""
        return [(unit, self[f"courses-{unit.pk}"], self[f"trainees-{unit.pk}"]) for unit in self.units]

    def clean(self):
        items = []
        for unit in self.units:
            courses = self.cleaned_data.get(f"courses-{unit.pk}") or 0
            trainees = self.cleaned_data.get(f"trainees-{unit.pk}") or 0
            if bool(courses) != bool(trainees) and not self._is_wrong(unit):
                self.add_error(
                    f"{'trainees' if courses else 'courses'}-{unit.pk}",
                    gettext("%(unit)s: write both the number of classes and the number of people.")
                    % {"unit": unit.name},
                )
            items.append(QuotaItem(unit.pk, courses, trainees))
        return {"quotas": tuple(item for item in items if item.courses or item.trainees)}

    def _is_wrong(self, unit):
        return bool({f"courses-{unit.pk}", f"trainees-{unit.pk}"} & set(self._errors))


class SignerForm(HouseForm):
    authority = forms.ModelChoiceField(
        SigningAuthority.objects.none(),
        label=_("Signed as"),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, authorities, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [authority.pk for authority in authorities]
        self.fields["authority"].queryset = SigningAuthority.objects.filter(pk__in=keys).order_by(
            "position", "pk"
        )
        if keys:
            self.initial.setdefault("authority", keys[0])


class ReasonForm(HouseForm):
    reason = forms.CharField(
        label=pgettext_lazy("step", "Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason, so that they know what to mend.")},
    )


class PlanFilterForm(FilterForm):
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    status = forms.ChoiceField(
        label=_("Status of the plan"),
        choices=[("", pgettext_lazy("filter", "all")), *PlanStatus.choices],
    )
