"""Doors of the roster: the list of a class, the file that comes in, its preview."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from core.views import ActView, ListPage, StepFormView, StepView
from courses.enums import CourseStatus
from courses.models import Course
from courses.workflow import COURSE
from trainees.forms import ReasonForm, RosterUploadForm
from trainees.models import Enrolment, RosterImport
from trainees.policies import can_nominate
from trainees.rendering import mending_workbook, sample_workbook
from trainees.selectors.roster import SHOWN_ROWS, course_roster, preview_of
from trainees.services import apply_roster, discard_roster, stage_roster, withdraw_enrolment
from trainees.sheets import read_roster
from trainees.workflow import ENROLMENT, ROSTER_IMPORT

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKES_PEOPLE = frozenset({CourseStatus.APPROVED, CourseStatus.RUNNING})


class CourseTab:
    """A page inside the file of a class: the course its reader sees, and the tab it belongs to."""

    tab = ""

    @cached_property
    def course(self):
        rows = Course.objects.visible_to(self.request.user)
        return get_object_or_404(rows.select_related("organisation", "programme"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        context = {
            "course": self.course,
            "tab": self.tab,
            "steps": COURSE.open_to(self.request.user, self.course),
        }
        return super().get_context_data(**context, **kwargs)


class CourseRoster(CourseTab, ListPage):
    template_name = "trainees/course_roster.html"
    tab = "roster"
    paginate_by = 100
    context_object_name = "enrolments"

    def get_queryset(self):
        return course_roster(self.course)

    def get_context_data(self, **kwargs):
        imports = RosterImport.objects.visible_to(self.request.user).filter(course=self.course)
        counts = Enrolment.objects.filter(course=self.course)
        return super().get_context_data(
            enrolled=counts.enrolled().count(),
            imports=imports.for_list()[:5],
            may_nominate=can_nominate(self.request.user, self.course),
            takes_people=self.course.status in TAKES_PEOPLE,
            **kwargs,
        )


class RosterUpload(CourseTab, ActView):
    template_name = "trainees/roster_upload.html"
    tab = "roster"
    form_class = RosterUploadForm

    def check_access(self):
        if not can_nominate(self.request.user, self.object):
            raise PermissionDenied

    def get_queryset(self):
        return Course.objects.visible_to(self.request.user).select_related("organisation", "programme")

    @cached_property
    def course(self):
        return self.object

    def act(self, file):
        roster = read_roster(file, file.name)
        file.seek(0)
        content = file.read()
        self.staged = stage_roster(self.object, roster=roster, content=content, actor=self.request.user)

    def done(self):
        return redirect(self.staged)


class VisibleImports:
    def get_queryset(self):
        rows = RosterImport.objects.visible_to(self.request.user)
        return rows.select_related("course__organisation", "course__programme", "created_by")


class ImportDetail(VisibleImports, DetailView):
    template_name = "trainees/import_detail.html"
    context_object_name = "roster_import"

    def get_context_data(self, **kwargs):
        preview = preview_of(self.object)
        only_errors = self.request.GET.get("rows") == "errors"
        rows = [person for person in preview.people if person["problems"]] if only_errors else preview.people
        return super().get_context_data(
            course=self.object.course,
            tab="roster",
            preview=preview,
            only_errors=only_errors,
            rows=rows if only_errors else rows[:SHOWN_ROWS],
            row_total=len(rows),
            may={step.name: True for step, _door in ROSTER_IMPORT.open_to(self.request.user, self.object)},
            **kwargs,
        )


class ImportMending(VisibleImports, DetailView):
    """The rows of the file again, with a column that says what to mend; only for those who may send it."""

    def render_to_response(self, context, **kwargs):
        if not can_nominate(self.request.user, self.object.course):
            raise PermissionDenied
        content = mending_workbook(preview_of(self.object).people)
        return workbook(content, f"can-sua-{self.object.course.code}.xlsx")


class ImportApply(VisibleImports, StepView):
    workflow, step = ROSTER_IMPORT, "apply"

    def act(self):
        self.counts = apply_roster(self.object, actor=self.request.user)

    def done(self):
        text = _(
            "%(enrolled)d people are in the class now: %(new)d new, the others were known. %(left)d were in it already."
        )
        messages.success(self.request, text % self.counts)
        return redirect("trainees:course-roster", self.object.course_id)


class ImportDiscard(VisibleImports, StepView):
    workflow, step = ROSTER_IMPORT, "discard"

    def act(self):
        discard_roster(self.object, actor=self.request.user)

    def get_success_url(self):
        return reverse("trainees:course-roster", args=[self.object.course_id])


class EnrolmentWithdraw(StepFormView):
    workflow, step = ENROLMENT, "withdraw"
    form_class = ReasonForm
    template_name = "trainees/step_form.html"

    def get_queryset(self):
        rows = Enrolment.objects.visible_to(self.request.user)
        return rows.select_related("course__organisation", "trainee")

    def act(self, reason):
        withdraw_enrolment(self.object, reason=reason, actor=self.request.user)


def roster_sample(request):
    """The file a unit fills in; the same for everybody."""
    return workbook(sample_workbook(), "mau-danh-sach-hoc-vien.xlsx")


def workbook(content, name):
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
