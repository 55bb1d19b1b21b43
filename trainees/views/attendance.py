"""Doors of attendance: the grid of a class, the roll of one session, the taps of a phone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import TemplateView

from core.errors import DomainError
from core.views import StepFormView, StepView
from courses.models import Session, TeachingAssignment
from trainees.forms import ReasonForm, RollForm, read_events
from trainees.models import SessionRegister
from trainees.policies import can_mark
from trainees.selectors.attendance import course_sessions, session_roll
from trainees.services import close_register, fill_present, mark_roll, record_marks, reopen_register
from trainees.views.roster import CourseTab
from trainees.workflow import REGISTER


class CourseAttendance(CourseTab, TemplateView):
    template_name = "trainees/course_attendance.html"
    tab = "schedule"

    def get_context_data(self, **kwargs):
        sessions = Session.objects.visible_to(self.request.user).filter(course=self.course).for_list()
        lines = course_sessions(self.course, list(sessions))
        user = self.request.user
        for line in lines:
            line.session.course = self.course
        return super().get_context_data(
            lines=[(line, REGISTER.open_to(user, line.register) if line.is_closed else []) for line in lines],
            closed=sum(line.is_closed for line in lines),
            **kwargs,
        )


class VisibleSession:
    """The session its reader may see, with everything the policy asks about."""

    @cached_property
    def object(self):
        rows = Session.objects.visible_to(self.request.user).select_related("course__organisation", "topic")
        taught = Prefetch("assignments", TeachingAssignment.objects.select_related("lecturer"))
        return get_object_or_404(rows.prefetch_related(taught), pk=self.kwargs["pk"])

    def check_access(self):
        if not can_mark(self.request.user, self.object):
            raise PermissionDenied


class SessionAttendance(VisibleSession, TemplateView):
    """The roll of one session, made for a phone; the same buttons post a form where there is no script."""

    template_name = "trainees/session_attendance.html"

    def get_context_data(self, **kwargs):
        session, roll = self.object, session_roll(self.object)
        may = can_mark(self.request.user, session)
        return super().get_context_data(
            session=session,
            course=session.course,
            number=list(session.course.sessions.values_list("pk", flat=True)).index(session.pk) + 1,
            roll=roll,
            is_open=may and not roll.is_closed,
            steps=REGISTER.open_to(self.request.user, roll.register) if roll.is_closed else [],
            now=int(timezone.now().timestamp() * 1000),  # the clock of the phone is set against ours
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        self.check_access()
        try:
            if "fill" in request.POST:
                count = fill_present(self.object, actor=request.user)
            else:
                marks = RollForm(request.POST, session_roll(self.object).rows).marks
                count = mark_roll(self.object, marks=marks, actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            text = ngettext("Kept %(count)d mark.", "Kept %(count)d marks.", count)
            messages.success(request, text % {"count": count})
        return redirect("trainees:session-attendance", self.object.pk)


class AttendanceSync(VisibleSession, View):
    """Where a phone sends its taps, as JSON; each is answered by its uuid."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        self.check_access()
        try:
            events, unreadable = read_events(request.body)
        except ValidationError as error:
            return JsonResponse({"message": error.message}, status=400)
        results = record_marks(self.object, events=events, actor=request.user) if events else {}
        for uuid, sentence in unreadable.items():
            results[uuid] = {"result": "rejected", "message": sentence}
        return JsonResponse({"results": results})


class SessionClose(VisibleSession, TemplateView):
    """The page before the register is closed: who is absent, by name, and how many came."""

    template_name = "trainees/session_close.html"

    def get(self, request, *args, **kwargs):
        self.check_access()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            session=self.object, course=self.object.course, roll=session_roll(self.object), **kwargs
        )


class VisibleRegisters:
    def get_queryset(self):
        rows = SessionRegister.objects.visible_to(self.request.user)
        return rows.select_related("session__course__organisation").prefetch_related(
            "session__assignments__lecturer"
        )


class RegisterClose(VisibleRegisters, StepView):
    workflow, step = REGISTER, "close"

    def act(self):
        close_register(self.object, actor=self.request.user)

    def done(self):
        messages.success(self.request, _("The register of %(session)s is closed.") % {"session": self.object})
        return redirect(self.get_success_url())

    def get_success_url(self):
        return reverse("trainees:session-attendance", args=[self.object.session_id])


class RegisterReopen(VisibleRegisters, StepFormView):
    workflow, step = REGISTER, "reopen"
    form_class = ReasonForm
    template_name = "trainees/step_form.html"

    def act(self, reason):
        reopen_register(self.object, reason=reason, actor=self.request.user)
