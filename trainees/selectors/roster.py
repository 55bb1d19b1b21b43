"""The roster of a class, and what a staged file would do to it."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.formatting import plain_date
from trainees.enums import EnrolmentStatus
from trainees.models import Enrolment

IMPORTABLE = frozenset({"good", "warning"})
SHOWN_ROWS = 20


@dataclass(slots=True)
class ProblemGroup:
    """All findings of one kind, so that they can be mended together."""

    code: str
    severity: str
    expected: str
    problems: list = field(default_factory=list)

    @property
    def cells(self):
        """The cells (or rows, or sheets) in the order of the file."""
        return [problem["cell"] or problem["row"] or problem["sheet"] for problem in self.problems]


@dataclass(slots=True)
class Preview:
    """A staged roster as a page shows it; ``people`` are the staged rows."""

    people: list
    groups: list
    already_enrolled: int
    enrolled_now: int
    capacity: int

    @property
    def importable(self):
        return [person for person in self.people if person["status"] in IMPORTABLE]

    @property
    def after(self):
        """How many the class will have."""
        return self.enrolled_now + len(self.importable) - self.already_enrolled

    @property
    def over(self):
        return max(0, self.after - self.capacity)


def course_roster(course):
    """Enrolments of a class by given name, with person and sending unit; withdrawn people last."""
    return Enrolment.objects.filter(course=course).for_list().order_by("status", "trainee__sort_key", "pk")


def people_of(roster_import):
    """The staged people; findings about the file as a whole are rows without a number."""
    return [entry for entry in roster_import.rows if entry["row"] is not None]


def preview_of(roster_import):
    """Return what the file says and what importing it would do. Matching is as of the reading of the file."""
    people = [{**person, "birth_text": birth_text(person)} for person in people_of(roster_import)]
    known = {person["trainee"] for person in people if person["trainee"] and person["status"] in IMPORTABLE}
    enrolments = Enrolment.objects.filter(course=roster_import.course_id)
    stands = dict(enrolments.values_list("trainee_id", "status"))
    return Preview(
        people=people,
        groups=problem_groups(roster_import.rows, roster_import.file_name),
        already_enrolled=len(known & set(stands)),
        enrolled_now=sum(status == EnrolmentStatus.ENROLLED for status in stands.values()),
        capacity=roster_import.course.capacity,
    )


def birth_text(person):
    """The date of birth of a staged person as dd/mm/yyyy, or only the year, or nothing."""
    if person["birth_date"]:
        return plain_date(dt.date.fromisoformat(person["birth_date"]))
    return str(person["birth_year"] or "")


def problem_groups(rows, file_name):
    """Group the findings by kind: errors first, then the most frequent. The page has said the file already."""
    groups, prefix = {}, _("File “%(file)s”") % {"file": file_name} + ", "
    for entry in rows:
        for problem in entry["problems"]:
            key = problem["code"], problem["severity"]
            group = groups.setdefault(key, ProblemGroup(*key, problem["expected"]))
            short = problem["message"].removeprefix(prefix)
            group.problems.append({**problem, "short": short[:1].upper() + short[1:]})
    return sorted(groups.values(), key=lambda group: (group.severity != "error", -len(group.problems)))
