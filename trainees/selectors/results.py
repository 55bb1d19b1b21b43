"""Who has completed a class, and why not: a pure rule, and the rows it is applied to."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.formatting import percent
from courses.facts import RosterFacts
from courses.models import ProgrammeTopic
from trainees.enums import COUNTS_AS_PRESENT, Grade, RegisterStatus
from trainees.facts import Completion, Rule
from trainees.models import AttendanceMark, Enrolment


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One person on the results page; ``assessment`` is None until something was recorded."""

    enrolment: Enrolment
    assessment: object
    completion: Completion


@dataclass(frozen=True, slots=True)
class CourseResults:
    """Everything the results page shows."""

    rule: Rule
    rows: list
    open_sessions: list
    unscheduled: list  # compulsory topics that no session teaches

    @property
    def completed(self):
        return sum(row.completion.is_completed for row in self.rows)

    @property
    def unjudged(self):
        """People whose compulsory essay nobody has judged."""
        return [row for row in self.rows if self.rule.requires_essay and _essay(row.assessment) is None]


def completion(rule, *, sessions, present, essay_passed=None, grade=""):
    """Say whether one person has completed a class: Completion, with the reasons in Vietnamese.

    ``sessions``: (id, topic id) of every session of the class; ``present``: ids of the sessions with a closed
    register in which the person was there. The share is of all sessions, so an open register helps nobody.
    """
    total, came = len(sessions), len(present)
    reasons = []
    if came * 100 < rule.min_percent * total or not total:
        reasons.append(
            _("Came to %(came)d of %(total)d sessions (%(share)s); at least %(least)d%% is needed.")
            % {"came": came, "total": total, "share": percent(came / (total or 1)), "least": rule.min_percent}
        )
    attended = {topic for pk, topic in sessions if pk in present}
    missed = [title for topic, title in rule.topics if topic not in attended]
    if missed:
        names = "; ".join(f"“{title}”" for title in missed)
        reasons.append(_("Missed the compulsory topic: %(topics)s.") % {"topics": names})
    if rule.requires_essay and not essay_passed:
        reasons.append(
            _("The final essay is missing or not judged yet.")
            if essay_passed is None
            else _("The final essay was not accepted.")
        )
    if grade == Grade.FAIL:
        reasons.append(_("The grade is “%(grade)s”.") % {"grade": Grade.FAIL.label})
    share = came * 100 // total if total else 0
    return Completion(total, came, share, not reasons, tuple(reasons))


def rule_of(course):
    """Return the Rule of the class, and the compulsory topics that no session teaches (nobody can miss those)."""
    programme = course.programme
    taught = set(course.sessions.values_list("topic_id", flat=True))
    links = ProgrammeTopic.objects.filter(programme=programme, is_compulsory=True).select_related("topic")
    compulsory = [(link.topic_id, link.topic.title) for link in links.order_by("position", "pk")]
    if not programme.requires_compulsory_topics:
        compulsory = []
    rule = Rule(
        min_percent=programme.min_attendance_percent,
        topics=tuple(pair for pair in compulsory if pair[0] in taught),
        requires_essay=programme.requires_essay,
    )
    return rule, [title for topic, title in compulsory if topic not in taught]


def course_results(course):
    """Work out the results of everybody enrolled: a fixed number of queries, however many people."""
    rule, unscheduled = rule_of(course)
    sessions = list(course.sessions.select_related("register").order_by("held_on", "part_order", "pk"))
    pairs = [(session.pk, session.topic_id) for session in sessions]
    came = _came(course)
    rows = []
    for enrolment in Enrolment.objects.enrolled().filter(course=course).for_list():
        assessment = getattr(enrolment, "assessment", None)
        verdict = completion(
            rule,
            sessions=pairs,
            present=came[enrolment.pk],
            essay_passed=_essay(assessment),
            grade=assessment.grade if assessment else "",
        )
        rows.append(ResultRow(enrolment, assessment, verdict))
    return CourseResults(rule, rows, [one for one in sessions if not _is_closed(one)], unscheduled)


def roster_facts(course):
    """RosterFacts for the services of the floor below."""
    results = course_results(course)
    return facts_of(results)


def facts_of(results):
    return RosterFacts(
        enrolled=len(results.rows),
        open_registers=len(results.open_sessions),
        unassessed=len(results.unjudged),
    )


def _came(course):
    came = defaultdict(set)
    marks = AttendanceMark.objects.filter(
        session__course=course,
        session__register__status=RegisterStatus.CLOSED,
        status__in=sorted(COUNTS_AS_PRESENT),
    )
    for enrolment, session in marks.values_list("enrolment_id", "session_id"):
        came[enrolment].add(session)
    return came


def _is_closed(session):
    register = getattr(session, "register", None)
    return register is not None and register.status == RegisterStatus.CLOSED


def _essay(assessment):
    return assessment.essay_passed if assessment else None
