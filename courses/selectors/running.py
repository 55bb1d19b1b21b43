"""Read models of the running class: searching the list, the road of a class, its timetable."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.names import search_text, search_tokens
from courses.enums import CourseStatus
from courses.models import TeachingAssignment
from organisations.models import Organisation


def matching(courses, query):
    """The courses whose code, title, venue or host begins words as the query does, accents or not.

    Folded in Python, because the two databases agree on no way to do it; a federation has some hundred classes.
    """
    tokens = search_tokens(query)
    if not tokens:
        return courses
    columns = courses.values_list("pk", "code", "title", "venue", "organisation__name")
    found = [
        pk
        for pk, *texts in columns
        if all(f" {token}" in words for words in [search_text(*texts)] for token in tokens)
    ]
    return courses.filter(pk__in=found)


def filter_choices(courses):
    """The years and the hosts among the courses a reader sees: ``(years, [(pk, name)])``."""
    courses = courses.order_by()
    years = sorted(set(courses.values_list("plan__year", flat=True)), reverse=True)
    hosts = Organisation.objects.filter(pk__in=courses.values("organisation_id")).order_by("path")
    return years, list(hosts.values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of the seven steps on the road of a class; ``state``: done, current, todo or off."""

    label: str
    state: str


REACHED = {
    CourseStatus.APPROVED: 2,
    CourseStatus.RUNNING: 3,
    CourseStatus.COMPLETED: 5,
    CourseStatus.CANCELLED: 2,
}


def road(course):
    """The seven steps of a class, as far as this floor can see them: from the status alone."""
    labels = [
        pgettext("road", "Plan"),
        pgettext("road", "Registration"),
        pgettext("road", "Summons"),
        pgettext("road", "Teaching"),
        pgettext("road", "Assessment"),
        pgettext("road", "Certificates"),
        pgettext("road", "Settlement"),
    ]
    reached = REACHED[course.status]
    present = "off" if course.status == CourseStatus.CANCELLED else "current"
    later = "off" if course.status == CourseStatus.CANCELLED else "todo"
    return [
        Milestone(label, "done" if number < reached else present if number == reached else later)
        for number, label in enumerate(labels)
    ]


def unplaced_topics(course, sessions):
    """The topics of the programme that no session teaches yet, in order; ``(topic, is_compulsory)``."""
    placed = {session.topic_id for session in sessions}
    rows = course.programme.programme_topics.select_related("topic")
    return [(row.topic, row.is_compulsory) for row in rows if row.topic_id not in placed]


def busy_lecturers(course):
    """Who teaches another class when: ``{(day, part): {lecturer_id: code of that class}}``."""
    elsewhere = (
        TeachingAssignment.objects.filter(
            lecturer__organisation__federation_id=course.organisation.federation_id,
            session__held_on__range=(course.starts_on, course.ends_on),
        )
        .exclude(session__course=course)
        .exclude(session__course__status=CourseStatus.CANCELLED)
        .values_list("session__held_on", "session__part", "lecturer_id", "session__course__code")
    )
    busy = defaultdict(dict)
    for held_on, part, lecturer_id, code in elsewhere:
        busy[held_on, part][lecturer_id] = code
    return busy


def teaching_summary(sessions):
    """Sessions, periods and what still lacks a lecturer or a topic, for the top of a page."""
    untaught = [session for session in sessions if not session.assignments.all()]
    lecturers = {
        assignment.lecturer_id: assignment.lecturer
        for session in sessions
        for assignment in session.assignments.all()
    }
    return {
        "sessions": len(sessions),
        "periods": sum(session.periods for session in sessions),
        "untaught": len(untaught),
        "lecturers": sorted(lecturers.values(), key=lambda row: (row.sort_key, row.pk)),
    }


def lecturer_option(lecturer, busy):
    """What a lecturer is called in a choice; a class elsewhere at that time is said in brackets."""
    code = busy.get(lecturer.pk)
    if code:
        return _("%(name)s (busy: %(code)s)") % {"name": lecturer.full_name, "code": code}
    return lecturer.full_name
