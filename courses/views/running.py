"""Doors of the running class: the list, its page, calling it off."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from core.views import ListPage, StepFormView
from courses.forms.running import CancelForm, CourseFilter
from courses.models import Course, Session
from courses.policies import can_schedule
from courses.selectors.running import filter_choices, matching, teaching_summary
from courses.services import cancel_course
from courses.sheets import course_workbook
from courses.workflow import COURSE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FilteredCourses:
    """The classes a reader sees, narrowed by the query string; the list and its Excel file share it."""

    @cached_property
    def filter_form(self):
        years, units = filter_choices(Course.objects.visible_to(self.request.user))
        form = CourseFilter(self.request.GET, years=years, units=units)
        form.is_valid()  # what was misspelt in the address narrows nothing
        return form

    def get_queryset(self):
        wanted = self.filter_form.cleaned_data
        courses = Course.objects.visible_to(self.request.user)
        fields = {"year": "plan__year", "unit": "organisation_id", "status": "status"}
        chosen = {fields[name]: wanted[name] for name in fields if wanted.get(name)}
        return matching(courses.filter(**chosen), wanted.get("q", "")).for_list()


class CourseList(FilteredCourses, ListPage):
    template_name = "courses/course_list.html"

    def get_context_data(self, **kwargs):
        chips = [
            (f"{capfirst(str(label))}: {text}", self._without(name))
            for name, label, text in self.filter_form.active
        ]
        return super().get_context_data(filter_form=self.filter_form, chips=chips, **kwargs)

    def _without(self, name):
        query = self.request.GET.copy()
        for gone in (name, "page"):
            query.pop(gone, None)
        return f"?{query.urlencode()}"


class CourseExport(FilteredCourses, ListPage):
    """The same list as a file, all of its pages."""

    paginate_by = None

    def render_to_response(self, context, **kwargs):
        membership = self.request.user.main_membership
        today = timezone.localdate()
        content = course_workbook(
            self.object_list,
            title=self._title(),
            issuer=membership.organisation.name if membership else "",
            on=today,
        )
        words = _("list of classes")
        name = f"{slugify(words)}-{today:%Y-%m-%d}.xlsx"
        return HttpResponse(
            content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    def _title(self):
        words = [f"{str(label).lower()}: {text}" for _name, label, text in self.filter_form.active]
        title = _("LIST OF CLASSES")
        return f"{title} ({'; '.join(words)})" if words else title


class CourseDetail(DetailView):
    template_name = "courses/course_detail.html"
    context_object_name = "course"

    def get_queryset(self):
        return Course.objects.visible_to(self.request.user).select_related(
            "organisation",
            "programme",
            "plan__document",
            "registration__created_by",
            "registration__notice__document",
        )

    def get_context_data(self, **kwargs):
        course, user = self.object, self.request.user
        return super().get_context_data(
            tab="overview",
            steps=COURSE.open_to(user, course),
            summary=teaching_summary(list(Session.objects.filter(course=course).for_list())),
            may_schedule=can_schedule(user, course),
            sees_registration=any(course.organisation.path.startswith(path) for path in user.scope_paths()),
            **kwargs,
        )


class CourseCancel(StepFormView):
    template_name = "courses/course_cancel.html"
    workflow, step = COURSE, "cancel"
    form_class = CancelForm

    def get_queryset(self):
        return Course.objects.visible_to(self.request.user).select_related("organisation")

    def act(self, reason):
        cancel_course(self.object, reason=reason, actor=self.request.user)
