import datetime as dt
import re

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.formatting import phone as written_phone
from core.forms import FilterForm, HouseForm
from courses.enums import CourseStatus, SessionPart
from courses.facts import TimetableRow


class CourseFilter(FilterForm):
    """What narrows the list of classes; a value nobody offers is simply ignored."""

    q = forms.CharField(
        label=_("Name, code or venue"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    year = forms.TypedChoiceField(label=_("Plan year"), coerce=int, empty_value=None, required=False)
    status = forms.ChoiceField(label=pgettext_lazy("course", "Status"), required=False)
    unit = forms.TypedChoiceField(label=_("Host unit"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args, years, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("Every year")), *((year, year) for year in years)]
        self.fields["unit"].choices = [("", _("Every unit")), *units]
        self.fields["status"].choices = [("", _("Every status")), *_capitalised(CourseStatus.choices)]
        for name in ("year", "unit", "status"):
            self.fields[name].widget.attrs["class"] = "form-select"

    @property
    def active(self):
        """The filters in force: ``[(name, label, text)]``."""
        values = {name: value for name, value in self.cleaned_data.items() if value}
        return [
            (name, self.fields[name].label, _text_of(self.fields[name], value))
            for name, value in values.items()
        ]


def _capitalised(choices):
    return [(value, capfirst(str(label))) for value, label in choices]


def _text_of(field, value):
    choices = {str(key): text for key, text in getattr(field, "choices", [])}
    return choices.get(str(value), value)


class CancelForm(HouseForm):
    reason = forms.CharField(
        label=_("Reason for cancelling"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the class is cancelled.")},
    )


class SessionForm(HouseForm):
    """One half-day. Its day is chosen among the days of the class, so it cannot fall outside."""

    held_on = forms.TypedChoiceField(label=_("Day"), coerce=dt.date.fromisoformat)
    part = forms.ChoiceField(label=_("Part of the day"))
    topic = forms.TypedChoiceField(label=_("Topic"), empty_value=None, required=False)
    periods = forms.IntegerField(
        label=_("Periods of 45 minutes"),
        min_value=1,
        max_value=10,
        error_messages={"min_value": _("A session has at least one period.")},
    )
    venue = forms.CharField(label=_("Venue, if not that of the class"), max_length=300, required=False)

    def __init__(self, *args, course, topics, **kwargs):
        super().__init__(*args, **kwargs)
        span = (course.ends_on - course.starts_on).days + 1
        days = [course.starts_on + dt.timedelta(days=number) for number in range(span)]
        self.fields["held_on"].choices = [(day.isoformat(), date_format(day, "l, d/m/Y")) for day in days]
        self.fields["part"].choices = _capitalised(SessionPart.choices)
        by_id = {str(topic.pk): topic for topic in topics}
        self.fields["topic"].choices = [
            ("", _("Not decided yet")),
            *((pk, row.title) for pk, row in by_id.items()),
        ]
        self.fields["topic"].coerce = by_id.get


class SessionUpdateForm(SessionForm):
    override_reason = forms.CharField(
        label=_("Reason, if a lecturer teaches elsewhere then"), max_length=300, required=False
    )


class AssignForm(HouseForm):
    lecturer = forms.TypedChoiceField(
        label=pgettext_lazy("course", "Lecturer"), error_messages={"required": _("Choose a lecturer.")}
    )
    override_reason = forms.CharField(
        label=_("Reason, if a lecturer teaches elsewhere then"), max_length=300, required=False
    )

    def __init__(self, *args, lecturers, **kwargs):
        super().__init__(*args, **kwargs)
        by_id = {str(lecturer.pk): lecturer for lecturer in lecturers}
        self.fields["lecturer"].choices = [
            ("", _("Choose")),
            *((pk, row.full_name) for pk, row in by_id.items()),
        ]
        self.fields["lecturer"].coerce = by_id.get


class TimetableForm(forms.Form):
    """A whole timetable: for each session the lecturer seen, the lecturer wanted, a reason for a clash.

    Only parses: the page draws its plain selects itself, for a widget per row would cost more than the page.
    """

    def __init__(self, *args, sessions, lecturers, **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions, self.lecturers = sessions, lecturers
        by_id = {str(lecturer.pk): lecturer for lecturer in lecturers}
        choice = {
            "choices": [(pk, pk) for pk in by_id],
            "coerce": by_id.get,
            "empty_value": None,
            "required": False,
            "error_messages": {"invalid_choice": _("Choose a lecturer from the list.")},
        }
        for session in sessions:
            self.fields[f"lecturer_{session.pk}"] = forms.TypedChoiceField(**choice)
            self.fields[f"before_{session.pk}"] = forms.TypedChoiceField(**choice)
            self.fields[f"reason_{session.pk}"] = forms.CharField(max_length=300, required=False)

    @property
    def rows(self):
        """What was chosen, as facts for the service; a session that the form did not carry stays as it is."""
        return [
            TimetableRow(
                session_id=session.pk,
                before=self.cleaned_data[f"before_{session.pk}"],
                lecturer=self.cleaned_data[f"lecturer_{session.pk}"],
                override_reason=self.cleaned_data[f"reason_{session.pk}"],
            )
            for session in self.sessions
            if f"lecturer_{session.pk}" in self.data
        ]

    def chosen(self, session):
        """What stands in the row after a refusal: ``(id of the lecturer or "", reason)``."""
        return self.data.get(f"lecturer_{session.pk}", ""), self.data.get(f"reason_{session.pk}", "")

    def sentence(self, session):
        """What was refused in the row of a session, by the form or by the rules."""
        return " ".join(
            error
            for name in ("lecturer", "before", "reason")
            for error in self.errors.get(f"{name}_{session.pk}", [])
        )


class LecturerForm(HouseForm):
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        error_messages={"required": _("Write the full name of the lecturer.")},
    )
    position = forms.CharField(label=_("Position, work unit"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=25, required=False)
    user = forms.TypedChoiceField(
        label=_("Account for logging in"),
        empty_value=None,
        required=False,
        help_text=_("With an account the lecturer sees his or her sessions and calls the roll."),
    )
    topics = forms.TypedMultipleChoiceField(
        label=_("Topics he or she teaches"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, accounts, topics, **kwargs):
        super().__init__(*args, **kwargs)
        users = {str(user.pk): user for user in accounts}
        self.fields["user"].choices = [
            ("", _("No account")),
            *((pk, f"{row.full_name} ({row.username})") for pk, row in users.items()),
        ]
        self.fields["user"].coerce = users.get
        rows = {str(topic.pk): topic for topic in topics}
        self.fields["topics"].choices = [(pk, row.title) for pk, row in rows.items()]
        self.fields["topics"].coerce = rows.get
        if not rows:
            del self.fields["topics"]

    def clean_phone(self):
        digits = re.sub(r"[\s.\-()]", "", self.cleaned_data["phone"])
        if digits and not re.fullmatch(r"(\+84|0)\d{9,10}", digits):
            raise forms.ValidationError(
                gettext("Write the phone number with its 10 or 11 digits, for example 0912 345 678.")
            )
        return written_phone(digits)


class LecturerCreateForm(LecturerForm):
    organisation = forms.TypedChoiceField(
        label=_("Belongs to"), error_messages={"required": _("Choose the unit of the lecturer.")}
    )
    field_order = ["full_name", "organisation"]

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        by_id = {str(row.pk): row for row in organisations}
        self.fields["organisation"].choices = [(pk, row.name) for pk, row in by_id.items()]
        self.fields["organisation"].coerce = by_id.get
