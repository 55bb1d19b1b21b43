"""Results: how the final work was judged, and the moment at which a class is closed for good."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError, NotAllowedNow
from courses.enums import CourseStatus
from courses.models import Course
from courses.services import running
from courses.workflow import COURSE
from trainees.enums import Result
from trainees.models import Assessment, Enrolment
from trainees.selectors.results import course_results, facts_of, roster_facts

RECORDED = ["essay_passed", "score", "grade", "recorded_by", "updated_at"]
STORED = ["result", "result_reasons", "present_sessions", "updated_at"]


@transaction.atomic
def record_assessments(course, *, rows, actor):
    """Keep how the final work of people was judged (AssessmentEntry each). Returns how many changed."""
    course = _lock(course)
    if course.status != CourseStatus.RUNNING:
        raise NotAllowedNow(
            _("Results are recorded while the class is running; it is “%(status)s”.")
            % {"status": course.get_status_display()}
        )
    enrolled = Enrolment.objects.enrolled().filter(course=course).select_related("assessment").in_bulk()
    if any(row.enrolment not in enrolled for row in rows):
        raise DomainError(_("Somebody of this list is not in the class any more. Reload the page."))
    changed = [row for row in rows if _differs(getattr(enrolled[row.enrolment], "assessment", None), row)]
    if not changed:
        return 0
    _keep(changed, actor)
    audit.record(actor=actor, verb="trainees.assessment.record", target=course, people=len(changed))
    return len(changed)


def _keep(changed, actor):
    """Write the judgements in one statement, new or not."""
    now = timezone.now()
    assessments = [
        Assessment(
            enrolment_id=row.enrolment,
            essay_passed=row.essay_passed,
            score=row.score,
            grade=row.grade,
            recorded_by=actor,
            updated_at=now,
        )
        for row in changed
    ]
    Assessment.objects.bulk_create(
        assessments, update_conflicts=True, unique_fields=["enrolment"], update_fields=RECORDED
    )


@transaction.atomic
def start_class(course, *, actor):
    """Open the class: the facts of the roster go down to the course."""
    course = _lock(course)
    return running.start_course(course, roster=roster_facts(course), actor=actor)


@transaction.atomic
def complete_class(course, *, actor):
    """Confirm the results: every register closed, every compulsory essay judged; then nothing moves any more.

    Keeps with each enrolment the result, its reasons and the sessions present. Raises DomainError.
    """
    course = _lock(course)
    COURSE.check(course, "complete")
    results = course_results(course)
    done = running.complete_course(course, roster=facts_of(results), actor=actor)
    now = timezone.now()
    for row in results.rows:
        verdict = row.completion
        row.enrolment.result = Result.COMPLETED if verdict.is_completed else Result.NOT_COMPLETED
        row.enrolment.result_reasons = list(verdict.reasons)
        row.enrolment.present_sessions = verdict.present
        row.enrolment.updated_at = now
    Enrolment.objects.bulk_update([row.enrolment for row in results.rows], STORED, batch_size=200)
    audit.record(
        actor=actor,
        verb="trainees.enrolment.results",
        target=course,
        completed=results.completed,
        not_completed=len(results.rows) - results.completed,
    )
    return done


def _lock(course):
    """Lock the class: no mark, no judgement and no enrolment slips in while we count."""
    rows = Course.objects.select_related("organisation", "programme")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=course.pk)


def _differs(known, row):
    if known is None:
        return row.essay_passed is not None or row.score is not None or bool(row.grade)
    return (known.essay_passed, known.score, known.grade) != (row.essay_passed, row.score, row.grade)
