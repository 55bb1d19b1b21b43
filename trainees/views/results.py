"""Doors of the results: the page of a class, its start and its end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from core.errors import DomainError
from core.views import StepFormView, StepView
from courses.enums import CourseStatus
from courses.models import Course
from courses.workflow import COURSE
from trainees.enums import Grade
from trainees.forms import AssessmentSheet, ConfirmForm
from trainees.policies import can_assess
from trainees.selectors.results import course_results
from trainees.services import complete_class, record_assessments, start_class
from trainees.views.roster import CourseTab


class CourseResults(CourseTab, TemplateView):
    template_name = "trainees/course_results.html"
    tab = "results"

    def get_context_data(self, sheet=None, refusal="", **kwargs):
        results = course_results(self.course)
        may_record = can_assess(self.request.user, self.course) and self.course.status == CourseStatus.RUNNING
        return super().get_context_data(
            results=results,
            lines=[_line(row, sheet) for row in results.rows],
            may_record=may_record,
            grades=Grade.choices,
            refusal=refusal,
            failed=bool(sheet),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not can_assess(request.user, self.course):
            raise PermissionDenied
        enrolled = self.course.enrolments.enrolled().values_list("pk", flat=True)
        sheet = AssessmentSheet(request.POST, enrolled)
        if not sheet.is_valid():
            return self.render_to_response(self.get_context_data(sheet=sheet))
        try:
            count = record_assessments(self.course, rows=sheet.rows, actor=request.user)
        except DomainError as refusal:
            return self.render_to_response(self.get_context_data(sheet=sheet, refusal=str(refusal)))
        text = ngettext(
            "Kept the result of %(count)d person.", "Kept the results of %(count)d people.", count
        )
        messages.success(request, text % {"count": count})
        return redirect("trainees:course-results", self.course.pk)


def _line(row, sheet):
    """One row of the form: what is stored, or what was just typed."""
    pk, stored = row.enrolment.pk, row.assessment
    values = {
        "essay": {True: "yes", False: "no"}.get(stored and stored.essay_passed, ""),
        "score": ""
        if not stored or stored.score is None
        else f"{stored.score.normalize():f}".replace(".", ","),
        "grade": stored.grade if stored else "",
    }
    if sheet:
        values = {name: sheet.data.get(f"{name}-{pk}", value) for name, value in values.items()}
    return {"row": row, "error": sheet.errors.get(pk, "") if sheet else "", **values}


class VisibleCourses:
    def get_queryset(self):
        return Course.objects.visible_to(self.request.user).select_related("organisation", "programme")


class CourseStart(VisibleCourses, StepView):
    workflow, step = COURSE, "start"

    def act(self):
        start_class(self.object, actor=self.request.user)

    def done(self):
        messages.success(self.request, _("The class is open; attendance can be marked."))
        return redirect(self.object)


class CourseComplete(VisibleCourses, StepFormView):
    workflow, step = COURSE, "complete"
    form_class = ConfirmForm
    template_name = "trainees/course_complete.html"
    success_message = ""

    def act(self):
        complete_class(self.object, actor=self.request.user)

    def done(self):
        messages.success(self.request, _("The results are confirmed. Certificates can be issued now."))
        return redirect("trainees:course-results", self.object.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            course=self.object, tab="results", results=course_results(self.object), **kwargs
        )
