"""What the doors of this floor take in; parsed, never saved."""

import json
import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.forms import HouseForm
from core.names import clean
from trainees.enums import Grade, Presence
from trainees.facts import AssessmentEntry, MarkEvent

MAX_EVENTS = 1000  # taps in one message of a phone
MAX_MINUTES = 240


class RosterUploadForm(HouseForm):
    file = forms.FileField(
        label=gettext_lazy("Roster file"),
        help_text=gettext_lazy("Excel (.xlsx, .xls), .ods or .csv; at most 5 MB and 5.000 rows."),
        allow_empty_file=True,  # the reader says it better, with the name of the file
        error_messages={"required": gettext_lazy("Choose the Excel file (.xlsx) of the roster.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )


class ReasonForm(HouseForm):
    reason = forms.CharField(
        label=pgettext_lazy("step", "Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the reason, so that everybody knows why.")},
    )


class ConfirmForm(HouseForm):
    """Nothing to fill in: the page is there to be read before the button is pressed."""


class MarkEventForm(forms.Form):
    uuid = forms.UUIDField()
    enrolment = forms.IntegerField(min_value=1)
    status = forms.ChoiceField(choices=Presence.choices)
    at = forms.DateTimeField()
    minutes_late = forms.IntegerField(required=False, min_value=1, max_value=MAX_MINUTES)
    note = forms.CharField(required=False, max_length=200)

    def __init__(self, sent):
        """``sent`` is one tap as JSON: whatever its values are, they are read as the text of a form."""
        texts = {name: "" if value is None else str(value)[:400] for name, value in sent.items()}
        super().__init__({name: text.encode("utf-8", "ignore").decode() for name, text in texts.items()})

    def clean_at(self):
        at = self.cleaned_data["at"]
        if not 2000 <= at.year <= 2199:  # no clock is that wrong, and near the ends of time zones overflow
            raise ValidationError(_("The clock of the phone is wrong."))
        return at


def read_events(body):
    """Return ``(events, unreadable)`` of a phone's message: MarkEvents, and the sentence for each bad one.

    Raises ValidationError when the message as a whole makes no sense.
    """
    try:
        sent = json.loads(body)["events"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValidationError(_("The message of the phone cannot be read. Reload the page.")) from error
    if not isinstance(sent, list) or len(sent) > MAX_EVENTS or not all(isinstance(one, dict) for one in sent):
        raise ValidationError(_("The message of the phone cannot be read. Reload the page."))
    events, unreadable = [], {}
    for one in sent:
        form = MarkEventForm(one)
        if form.is_valid():
            events.append(MarkEvent(**form.cleaned_data))
        else:
            unreadable[str(one.get("uuid"))] = _("The mark cannot be read: %(fields)s.") % {
                "fields": ", ".join(form.errors)
            }
    return events, unreadable


class AssessmentSheet:
    """The results of a whole class in one form: ``essay-7``, ``score-7``, ``grade-7`` for enrolment 7.

    Plain fields, not Django's: three hundred people are nine hundred of them.
    """

    ESSAY = {"": None, "yes": True, "no": False}

    def __init__(self, data, enrolments):
        self.data = data
        self.errors = {}
        self.rows = [self._read(pk) for pk in enrolments if f"essay-{pk}" in data]

    def is_valid(self):
        return not self.errors

    def _read(self, pk):
        essay, grade = self.data.get(f"essay-{pk}", ""), self.data.get(f"grade-{pk}", "")
        if essay not in self.ESSAY or (grade and grade not in Grade.values):
            self.errors[pk] = _("Choose one of the values of the list.")
        return AssessmentEntry(pk, self.ESSAY.get(essay), self._score(pk), grade)

    def _score(self, pk):
        text = self.data.get(f"score-{pk}", "").strip().replace(",", ".")
        if not text:
            return None
        try:
            score = forms.DecimalField(min_value=0, max_value=10, decimal_places=2).clean(text)
        except ValidationError:
            self.errors[pk] = _(
                "Write the score as a number from 0 to 10, such as 8,5. Found “%(found)s”."
            ) % {"found": self.data[f"score-{pk}"][:20]}
            return None
        return Decimal(score)


class RollForm:
    """The roll of one session without JavaScript: ``mark-7`` says how enrolment 7 stands."""

    def __init__(self, data, rows):
        self.marks = {}
        for pk in (row.enrolment.pk for row in rows):
            status = data.get(f"mark-{pk}", "")
            if status in Presence.values:
                minutes = data.get(f"minutes-{pk}", "").strip()
                is_late = re.fullmatch(r"[0-9]{1,3}", minutes) and 1 <= int(minutes) <= MAX_MINUTES
                self.marks[pk] = {
                    "status": status,
                    "minutes_late": int(minutes) if is_late else None,
                    "note": clean(data.get(f"note-{pk}", ""))[:200],
                }
