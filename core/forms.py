"""Forms that parse and speak plainly: every message says what to write, none says "invalid"."""

import re
import unicodedata

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.formatting import money

LARGEST_AMOUNT = 999_999_999_999  # đồng; more is a slip of the hand
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+|\d+")
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


class DateField(forms.DateField):
    """A date typed as day/month/year: ``27/03/2026``, ``27-3-26``, ``270326``. Gives ``datetime.date``.

    ``is_past``: the day on which something was done, so today at the latest.
    """

    default_error_messages = {
        "future": _("This day is still to come. Write the day on which it was done."),
    }

    def __init__(self, *, is_past=False, **kwargs):
        self.is_past = is_past
        kwargs.setdefault(
            "widget",
            forms.DateInput(
                format="%d/%m/%Y",
                attrs={"placeholder": "27/03/2026", "autocomplete": "off", "class": "date-input"},
            ),
        )
        kwargs.setdefault(
            "input_formats",
            ["%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d-%m-%y", "%d.%m.%Y", "%d.%m.%y", "%d%m%y", "%d%m%Y", "%Y-%m-%d"],
        )  # fmt: skip
        super().__init__(**kwargs)

    def to_python(self, value):
        day = super().to_python(value.replace(" ", "") if isinstance(value, str) else value)
        if day is not None and not 1900 <= day.year <= 2199:  # a slip of the hand
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if day is not None and self.is_past and day > timezone.localdate():
            raise forms.ValidationError(self.error_messages["future"], code="future")
        return day


class MoneyField(forms.Field):
    """Whole đồng: ``18.500.000``, ``18500000`` or ``18 500 000 đ``. Gives ``int``; fractions are refused.

    ``min_value`` and ``max_value`` are in đồng.
    """

    default_error_messages = {
        "invalid": _("Write the amount in whole đồng, for example 18.500.000."),
        "min_value": _("Write %(limit)s đ or more."),
        "max_value": _("Write %(limit)s đ or less."),
    }

    def __init__(self, *, min_value=0, max_value=LARGEST_AMOUNT, **kwargs):
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "money-input"}),
        )
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return money(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        digits = re.sub(r"\s|(đồng|đ|vnđ|vnd)$", "", str(value).strip(), flags=re.IGNORECASE)
        if not _GROUPED.fullmatch(digits) or not digits.isascii() or len(digits) > 20:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(digits.replace(".", ""))

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        for code, limit, broken in (
            ("min_value", self.min_value, self.min_value is not None and value < self.min_value),
            ("max_value", self.max_value, self.max_value is not None and value > self.max_value),
        ):
            if broken:
                raise forms.ValidationError(
                    self.error_messages[code], code=code, params={"limit": money(limit)}
                )

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True


class HouseForm(forms.Form):
    """A form of the house: texts in plain Vietnamese, optional fields marked, errors above their field.

    Field names are the argument names of the service the view calls. A message given to a field by hand
    (``error_messages=``) stays; only Django's own defaults are replaced.
    """

    use_required_attribute = False
    marks_optional = True

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(self[name])
            _write_choices_out(field)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # components/_form.html writes the token once

    def _clean_fields(self):
        super()._clean_fields()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str) and getattr(self.fields[name], "strip", True):
                self.cleaned_data[name] = unicodedata.normalize("NFC", value.translate(_INVISIBLE)).strip()


class FilterForm(HouseForm):
    """The filter above a list, sent by GET: everything is optional, so nothing is marked."""

    marks_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


def _write_choices_out(field):
    """Choices begin with a capital, and the empty one says what to do instead of showing a row of dashes."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == "---------":
            field.empty_label = _("Choose from the list")
    elif isinstance(field, forms.ChoiceField) and not callable(getattr(field, "_choices", None)):
        field.choices = [(value, _choice_text(label)) for value, label in field.choices]


def _choice_text(label):
    if isinstance(label, list | tuple):  # a group of choices
        return label
    return _("Choose from the list") if label == "---------" else capfirst(label)


def speak_plainly(bound):
    """Replace Django's default messages of one bound field by ours, which name the field."""
    field, label = bound.field, _in_sentence(bound.label)
    if isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        field.widget.attrs.setdefault("class", "form-check-input")
    defaults = {}
    for kind in reversed(type(field).__mro__):
        defaults.update(getattr(kind, "default_error_messages", {}))
    for code, text in _texts(field).items():
        if code not in field.error_messages or field.error_messages[code] is defaults.get(code):
            field.error_messages[code] = _named(text, label)


def _named(text, label):
    """Fill in the label and leave the other places (limits, values) for the validator."""
    return str(text).replace("%(label)s", label)


def _in_sentence(label):
    """A label inside a sentence begins small, unless it is an abbreviation."""
    label = str(label)
    return label if len(label) < 2 or label[1].isupper() else label[0].lower() + label[1:]


def _texts(field):
    """The messages of a field by code; the first kind that fits says how it speaks."""
    texts = {
        "required": _("Write the %(label)s."),
        "null_characters_not_allowed": _("Take the strange characters out of the %(label)s."),
        "max_length": _("Shorten the %(label)s to %(limit_value)s characters; it has %(show_value)s now."),
        "min_length": _("Write at least %(limit_value)s characters; there are %(show_value)s now."),
    }
    for kinds, others in _KINDS:
        if isinstance(field, kinds):
            return texts | others
    return texts


_KINDS = (
    (
        forms.FileField,
        {
            "required": _("Choose a file for the %(label)s."),
            "invalid": _("The file did not arrive. Choose it again."),
            "missing": _("The file did not arrive. Choose it again."),
            "empty": _("The file is empty. Choose another file."),
            "max_length": _("Give the file a name of at most %(max)d characters; it has %(length)d now."),
        },
    ),
    (
        (forms.ModelChoiceField, forms.ChoiceField),
        {
            "required": _("Choose the %(label)s."),
            "invalid_choice": _("Choose the %(label)s from the list."),
            "invalid_list": _("Choose the %(label)s from the list."),
            "invalid_pk_value": _("Choose the %(label)s from the list."),
        },
    ),
    (forms.BooleanField, {"required": _("Tick “%(label)s” to go on.")}),
    (
        forms.DateField,
        {"invalid": _("Write the %(label)s as day/month/year, for example 27/03/2026.")},
    ),
    (forms.TimeField, {"invalid": _("Write the %(label)s as hour:minute, for example 07:30.")}),
    (MoneyField, {"invalid": _("Write the %(label)s in whole đồng, for example 18.500.000.")}),
    (
        forms.IntegerField,
        {
            "invalid": _("Write the %(label)s in digits, for example 12."),
            "min_value": _("The %(label)s must be %(limit_value)s or more."),
            "max_value": _("The %(label)s must be %(limit_value)s or less."),
            "max_digits": _("Write the %(label)s with fewer digits."),
            "max_decimal_places": _("Write the %(label)s with fewer digits after the comma."),
        },
    ),
    (forms.EmailField, {"invalid": _("Write the %(label)s in full, for example ten@donvi.vn.")}),
)
