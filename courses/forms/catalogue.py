"""Forms of what plans are made of: schemes with their committee, topics, programmes."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import HouseForm
from core.names import clean
from organisations.models import Organisation

MOST_TOPICS = 99
HEAD_MARK = "x"


class MembersField(forms.CharField):
    """One member a line, ``name; position; x for the head``. Gives ``[(name, position, is_head, None)]``."""

    def clean(self, value):
        text = super().clean(value)
        return [self._member(number, line) for number, line in enumerate(text.splitlines(), 1) if clean(line)]

    @staticmethod
    def _member(number, line):
        parts = [clean(part) for part in line.split(";")]
        name, position, mark = [*parts, "", ""][:3]
        good = name and position and len(name) <= 200 and len(position) <= 200
        if not good or len(parts) > 3 or mark.lower() not in {"", HEAD_MARK}:
            raise forms.ValidationError(
                gettext("Line %(number)s: write the name; the position; and x for the head of the committee.")
                % {"number": number}
            )
        return name, position, bool(mark), None


def members_text(members):
    """The members as they are typed into the field."""
    return "\n".join(
        f"{member.full_name}; {member.position}" + (f"; {HEAD_MARK}" if member.is_head else "")
        for member in members
    )


class SchemeForm(HouseForm):
    title = forms.CharField(
        label=_("Title of the scheme"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    short_title = forms.CharField(
        label=_("Short title"), max_length=120, help_text=_("For lists and buttons")
    )
    target_group = forms.CharField(label=_("Who is trained"), max_length=300)
    objective = forms.CharField(
        label=_("Objective"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    first_year = forms.IntegerField(label=_("First year of the scheme"), min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label=_("Last year of the scheme"), min_value=2000, max_value=2100)
    committee = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Steering committee that issues papers"),
        required=False,
        help_text=_(
            "Only if it has a letterhead of its own. An administrator adds it under the organisations."
        ),
    )
    members = MembersField(
        label=_("Members of the committee, one a line"),
        required=False,
        help_text=_("Name; position; and x for the head. For example: Vũ Ngọc Lan; Phó Chủ tịch; x"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, committees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = committees


class TopicForm(HouseForm):
    title = forms.CharField(label=_("Title of the topic"), max_length=300)
    periods = forms.IntegerField(label=_("Periods of 45 minutes"), min_value=1, max_value=200)


class ProgrammeForm(HouseForm):
    """A programme. The topics are rows of a table: chosen or not, in which place, compulsory or not."""

    title = forms.CharField(label=_("Title of the programme"), max_length=300)
    audience = forms.CharField(label=_("Who is trained"), max_length=300)
    min_attendance_percent = forms.IntegerField(
        label=_("Least attendance in percent"), min_value=1, max_value=100
    )
    requires_compulsory_topics = forms.BooleanField(
        label=_("Every compulsory topic must be attended"), required=False
    )
    requires_essay = forms.BooleanField(label=_("A final essay is required"), required=False)

    def __init__(self, *args, topics, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(*self.fields)  # the table draws the rest
        self.topics = topics
        for topic in topics:
            self.fields[f"topic-{topic.pk}"] = _tick(_("Teach: %(topic)s"), topic)
            self.fields[f"order-{topic.pk}"] = _place(topic)
            self.fields[f"compulsory-{topic.pk}"] = _tick(_("Compulsory: %(topic)s"), topic)

    def rows(self):
        """``(topic, chosen, place, compulsory)``: a topic with its three boxes, for the table."""
        return [
            (topic, self[f"topic-{topic.pk}"], self[f"order-{topic.pk}"], self[f"compulsory-{topic.pk}"])
            for topic in self.topics
        ]

    def clean(self):
        chosen = []
        for topic in self.topics:
            ticked, place, compulsory = (
                self.cleaned_data.pop(f"{part}-{topic.pk}", None) for part in ("topic", "order", "compulsory")
            )
            if ticked:
                chosen.append((place or MOST_TOPICS + 1, topic, compulsory))
            elif place:
                self.add_error(
                    f"order-{topic.pk}",
                    gettext("“%(topic)s” has a place but is not ticked. Tick it, or clear the place.")
                    % {"topic": topic.title},
                )
        if not chosen and not self.errors:
            self.add_error(None, gettext("Tick at least one topic, so that it is clear what is taught."))
        ordered = sorted(chosen, key=lambda row: row[0])  # stable: without a place in the order of the list
        return self.cleaned_data | {"topics": [(topic, compulsory) for _place, topic, compulsory in ordered]}


class VersionForm(ProgrammeForm):
    """The next version keeps the title: that is what makes it one."""

    title = None


def _tick(label, topic):
    label = label % {"topic": topic.title}
    return forms.BooleanField(
        label=label,
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input", "aria-label": label}),
    )


def _place(topic):
    label = gettext("Place of: %(topic)s") % {"topic": topic.title}
    wrong = gettext("“%(topic)s”: write the place as a whole number from 1 to 99.") % {"topic": topic.title}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=MOST_TOPICS,
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "class": "form-control text-end",
                "size": 3,
                "aria-label": label,
                "autocomplete": "off",
            }
        ),
    )
