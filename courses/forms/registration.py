import re

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.formatting import money
from core.forms import DateField, FilterForm, HouseForm, MoneyField
from courses.enums import RegistrationStatus
from courses.facts import EstimateItem
from courses.models import TrainingPlan
from documents.models import SigningAuthority

BLANK_ROWS = 6
MOST_ROWS = 60
COLUMNS = ("description", "unit", "quantity", "unit_price")


class EstimateRow:
    """One row of the estimate as it was typed, with the messages that belong to it."""

    def __init__(self, number, values):
        self.number = number
        self.values = {name: (values.get(name) or "").strip() for name in COLUMNS}
        self.errors = {}

    @property
    def is_empty(self):
        return not any(self.values.values())

    def cells(self):
        """``(column, label, id, value, message)`` for each box, left to right."""
        labels = (
            gettext("Item"),
            gettext("Unit of count"),
            gettext("Quantity"),
            gettext("Unit price (đồng)"),
        )
        return [
            (name, label, f"id_line-{self.number}-{name}", self.values[name], self.errors.get(name, ""))
            for name, label in zip(COLUMNS, labels, strict=True)
        ]

    def parse(self):
        """The EstimateItem, or None with ``errors`` filled in."""
        fields = {
            "description": forms.CharField(max_length=300),
            "unit": forms.CharField(max_length=40),
            "quantity": forms.IntegerField(min_value=1, max_value=1_000_000),
            "unit_price": MoneyField(),
        }
        values = {}
        for name, field in fields.items():
            try:
                typed = self.values[name].replace(".", "") if name == "quantity" else self.values[name]
                values[name] = field.clean(typed)
            except forms.ValidationError:
                self.errors[name] = self._message(name)
        return None if self.errors else EstimateItem(**values)

    def _message(self, name):
        text = {
            "description": gettext("Row %(row)s: write the item, at most 300 characters."),
            "unit": gettext("Row %(row)s: write the unit of count, at most 40 characters."),
            "quantity": gettext("Row %(row)s: write the quantity in digits, 1 or more, for example 12."),
            "unit_price": gettext("Row %(row)s: write the unit price in whole đồng, for example 200.000."),
        }
        return text[name] % {"row": self.number}


class RegistrationForm(HouseForm):
    """A class with its estimate. The rows are plain boxes named ``line-3-unit_price``."""

    title = forms.CharField(label=_("Name of the class"), max_length=300)
    starts_on = DateField(label=_("Opening day"))
    ends_on = DateField(label=_("Closing day"))
    venue = forms.CharField(label=_("Venue of the class"), max_length=300)
    expected_trainees = forms.IntegerField(
        label=_("Expected number of trainees"), min_value=1, max_value=5_000
    )
    note = forms.CharField(
        label=_("Note to the approver"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, estimate=(), extra=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = self._typed_rows(self.data) if self.is_bound else self._rows(estimate, extra)

    @staticmethod
    def _typed_rows(data):
        count = data.get("lines", "")
        count = min(int(count), MOST_ROWS) if re.fullmatch(r"[0-9]{1,4}", count) else BLANK_ROWS
        return [
            EstimateRow(number, {name: data.get(f"line-{number}-{name}", "") for name in COLUMNS})
            for number in range(1, count + 1)
        ]

    @staticmethod
    def _rows(estimate, extra):
        filled = [
            {
                "description": item.description,
                "unit": item.unit,
                "quantity": str(item.quantity),
                "unit_price": money(item.unit_price),
            }
            for item in estimate
        ]
        count = min(max(BLANK_ROWS, len(filled) + 1) + extra, MOST_ROWS)
        filled += [{}] * (count - len(filled))
        return [EstimateRow(number, values) for number, values in enumerate(filled, 1)]

    @classmethod
    def with_more_rows(cls, data, *, more=3):
        """The same form with everything typed kept, not judged yet, and some empty rows added."""
        form = cls(initial={name: data.get(name, "") for name in cls.base_fields})
        form.rows = cls._typed_rows(data)
        room = max(0, min(more, MOST_ROWS - len(form.rows)))
        form.rows += [EstimateRow(len(form.rows) + number, {}) for number in range(1, room + 1)]
        return form

    def clean(self):
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error(
                "ends_on",
                gettext("The closing day (%(last)s) must not come before the opening day (%(first)s).")
                % {"last": f"{ends_on:%d/%m/%Y}", "first": f"{starts_on:%d/%m/%Y}"},
            )
        filled = [row for row in self.rows if not row.is_empty]
        items = [row.parse() for row in filled]
        for row in filled:
            for message in row.errors.values():
                self.add_error(None, message)
        if not filled:
            self.add_error(None, gettext("Write at least one line of the estimate."))
        self.cleaned_data["estimate"] = tuple(item for item in items if item)
        return self.cleaned_data


class NoticeForm(HouseForm):
    """Which approved classes go out, and who signs."""

    registrations = forms.ModelMultipleChoiceField(
        TrainingPlan.objects.none(),
        label=_("Classes in this notice"),
        error_messages={"required": _("Tick at least one class for the notice.")},
    )
    authority = forms.ModelChoiceField(
        SigningAuthority.objects.none(), label=_("Signer"), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args, registrations, authorities, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [authority.pk for authority in authorities]
        self.fields["registrations"].queryset = registrations
        self.fields["authority"].queryset = SigningAuthority.objects.filter(pk__in=keys).order_by(
            "position", "pk"
        )
        if keys:
            self.initial.setdefault("authority", keys[0])

    @property
    def ticked(self):
        """The keys of the ticked rows as text; all of them before anything was sent."""
        if not self.is_bound:
            return {str(row.pk) for row in self.fields["registrations"].queryset}
        return set(self.data.getlist("registrations"))


class RegistrationFilterForm(FilterForm):
    status = forms.ChoiceField(
        label=_("Status of the registration"),
        choices=[("", pgettext_lazy("filter", "all")), *RegistrationStatus.choices],
    )
    plan = forms.ModelChoiceField(
        TrainingPlan.objects.none(), label=_("Annual plan"), empty_label=pgettext_lazy("filter", "all")
    )

    def __init__(self, *args, plans, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans
