"""Doors of the timetable: when a class meets and who teaches."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import FormView

from core.errors import DomainError
from core.views import ActView
from courses.forms.running import AssignForm, SessionForm, SessionUpdateForm, TimetableForm
from courses.models import Course, Lecturer, Session, Topic
from courses.policies import can_schedule
from courses.selectors.running import busy_lecturers, lecturer_option, teaching_summary, unplaced_topics
from courses.services import (
    TimetableRefused,
    assign_lecturer,
    create_session,
    plan_sessions,
    remove_session,
    save_timetable,
    unassign_lecturer,
    update_session,
)
from courses.services.scheduling import OPEN_TO_CHANGE


def schedule_of(course):
    return reverse("courses:course-schedule", args=[course.pk])


class CourseSchedule(FormView):
    """The timetable; those who may, choose every lecturer in one form."""

    template_name = "courses/course_schedule.html"
    form_class = TimetableForm

    @cached_property
    def course(self):
        visible = Course.objects.visible_to(self.request.user)
        return get_object_or_404(visible.select_related("organisation", "programme"), pk=self.kwargs["pk"])

    @cached_property
    def sessions(self):
        return list(Session.objects.visible_to(self.request.user).filter(course=self.course).for_list())

    @cached_property
    def lecturers(self):
        return list(Lecturer.objects.visible_to(self.request.user).order_by("sort_key", "pk"))

    @property
    def may_change(self):
        return can_schedule(self.request.user, self.course)

    @property
    def is_editable(self):
        return self.may_change and self.course.status in OPEN_TO_CHANGE

    def post(self, request, *args, **kwargs):
        if not self.may_change:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        lecturers = self.lecturers if self.is_editable or self.request.method == "POST" else []
        return super().get_form_kwargs() | {"sessions": self.sessions, "lecturers": lecturers}

    def form_valid(self, form):
        try:
            changed = save_timetable(self.course, rows=form.rows, actor=self.request.user)
        except TimetableRefused as refusal:
            for session_id, sentence in refusal.rows.items():
                form.add_error(f"lecturer_{session_id}", sentence)
            return self.form_invalid(form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        self._say(changed)
        return redirect(schedule_of(self.course))

    def _say(self, changed):
        if not changed:
            messages.info(self.request, _("Nothing was changed, so nothing was saved."))
            return
        text = ngettext(
            "Saved: the lecturer of %(count)d session changed.",
            "Saved: the lecturers of %(count)d sessions changed.",
            changed,
        )
        messages.success(self.request, text % {"count": changed})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "course": self.course,
            "tab": "schedule",
            "rows": [self._row(form, session) for session in self.sessions],
            "summary": teaching_summary(self.sessions),
            "unplaced": unplaced_topics(self.course, self.sessions) if self.may_change else [],
            "is_editable": self.is_editable,
            "may_change": self.may_change,
        }

    def _row(self, form, session):
        taught_by = sorted(session.assignments.all(), key=lambda row: row.pk)
        first = str(taught_by[0].lecturer_id) if taught_by else ""
        chosen, reason = form.chosen(session) if form.is_bound else (first, "")
        before = form.data.get(f"before_{session.pk}", first) if form.is_bound else first
        busy = self.busy.get((session.held_on, session.part), {}) if self.is_editable else {}
        return {
            "session": session,
            "options": [(str(row.pk), lecturer_option(row, busy)) for row in form.lecturers],
            "chosen": chosen,
            "before": before,
            "reason": reason,
            "sentence": form.sentence(session),
            "assistants": [row.lecturer for row in taught_by[1:]],
            "lecturers": [row.lecturer for row in taught_by],
        }

    @cached_property
    def busy(self):
        return busy_lecturers(self.course)


class ScheduleAct(ActView):
    """A form about one session; only those who keep the timetable."""

    template_name = "courses/session_form.html"

    def get_queryset(self):
        return Session.objects.visible_to(self.request.user).select_related(
            "course__organisation", "course__programme", "topic"
        )

    @property
    def course(self):
        return self.object.course

    def check_access(self):
        if not can_schedule(self.request.user, self.course):
            raise PermissionDenied

    def get_success_url(self):
        return schedule_of(self.course)

    def get_context_data(self, **kwargs):
        return super().get_context_data(course=self.course, tab="schedule", session=None, **kwargs)


class CourseTopics:
    """The topics of the programme first, then the rest of the catalogue."""

    def get_form_kwargs(self):
        own = {row.topic_id for row in self.course.programme.programme_topics.all()}
        topics = Topic.objects.visible_to(self.request.user).order_by("title", "pk")
        ordered = sorted(topics, key=lambda topic: topic.pk not in own)
        return super().get_form_kwargs() | {"course": self.course, "topics": ordered}


class SessionUpdate(CourseTopics, ScheduleAct):
    form_class = SessionUpdateForm

    @property
    def page_title(self):
        return _("Session: %(session)s") % {"session": self.object}

    def get_initial(self):
        session = self.object
        return {
            "held_on": session.held_on.isoformat(),
            "part": session.part,
            "topic": session.topic_id,
            "periods": session.periods,
            "venue": session.venue,
        }

    def act(self, **answers):
        update_session(self.object, actor=self.request.user, **answers)

    def get_context_data(self, **kwargs):
        assignments = self.object.assignments.select_related("lecturer").order_by("pk")
        return super().get_context_data(**kwargs) | {"session": self.object, "assignments": assignments}


class SessionCreate(CourseTopics, ScheduleAct):
    """``pk`` is the class that gets another half-day."""

    form_class = SessionForm
    initial = {"periods": 4}

    def get_queryset(self):
        return Course.objects.visible_to(self.request.user).select_related("organisation", "programme")

    @property
    def course(self):
        return self.object

    @property
    def page_title(self):
        return _("Add a session")

    @property
    def button_label(self):
        return _("Add the session")

    def act(self, **answers):
        create_session(self.course, actor=self.request.user, **answers)


class SessionAssign(ScheduleAct):
    """Another lecturer for a session."""

    form_class = AssignForm

    @property
    def page_title(self):
        return _("Add a lecturer: %(session)s") % {"session": self.object}

    @property
    def button_label(self):
        return _("Assign")

    def get_form_kwargs(self):
        teaching = self.object.assignments.values("lecturer_id")
        lecturers = Lecturer.objects.visible_to(self.request.user).exclude(pk__in=teaching)
        return super().get_form_kwargs() | {"lecturers": lecturers.order_by("sort_key", "pk")}

    def act(self, **answers):
        assign_lecturer(self.object, actor=self.request.user, **answers)

    def get_success_url(self):
        return self.object.get_absolute_url()


class SchedulePost(View):
    """A press of a button on the timetable, no question asked."""

    http_method_names = ["post"]
    model = Session

    def post(self, request, *args, **kwargs):
        visible = self.model.objects.visible_to(request.user)
        course_path = "course__organisation" if self.model is Session else "organisation"
        target = get_object_or_404(visible.select_related(course_path), pk=kwargs["pk"])
        course = target.course if self.model is Session else target
        if not can_schedule(request.user, course):
            raise PermissionDenied
        try:
            messages.success(request, self.act(target))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect(schedule_of(course))

    def act(self, target):
        raise NotImplementedError


class SessionUnassign(SchedulePost):
    def act(self, session):
        visible = Lecturer.objects.visible_to(self.request.user)
        lecturer = get_object_or_404(visible, pk=self.kwargs["lecturer_pk"])
        unassign_lecturer(session, lecturer=lecturer, actor=self.request.user)
        return _("%(lecturer)s no longer teaches the session %(session)s.") % {
            "lecturer": lecturer.full_name,
            "session": session,
        }


class SessionRemove(SchedulePost):
    def act(self, session):
        name = str(session)
        remove_session(session, actor=self.request.user)
        return _("The session %(session)s is off the timetable.") % {"session": name}


class SessionPlan(SchedulePost):
    model = Course

    def act(self, course):
        sessions = plan_sessions(course, actor=self.request.user)
        return ngettext("Planned %(count)d session.", "Planned %(count)d sessions.", len(sessions)) % {
            "count": len(sessions)
        }
