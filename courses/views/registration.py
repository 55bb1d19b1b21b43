from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import DetailView

from core.errors import DomainError
from core.views import ActView, ListPage, StepFormView, StepView
from courses import services
from courses.forms import registration as forms
from courses.forms.planning import ReasonForm
from courses.models import CourseRegistration, TrainingPlan
from courses.policies import can_approve_registration, can_register, can_review
from courses.selectors.planning import (
    desk_of_registration,
    findings,
    registering_unit,
    standing_of,
)
from courses.workflow import REGISTRATION


class VisibleRegistrations:
    """Every door here opens onto the registrations its reader may see, and no others."""

    workflow = REGISTRATION

    def get_queryset(self):
        rows = CourseRegistration.objects.visible_to(self.request.user).select_related(
            "organisation", "programme", "plan__organisation", "plan__document", "created_by", "decided_by"
        )
        return rows.select_related("course", "notice__document").prefetch_related("estimate_lines")


class RegistrationList(ListPage):
    template_name = "courses/registration_list.html"

    def get_queryset(self):
        user = self.request.user
        rows = CourseRegistration.objects.visible_to(user).for_list().prefetch_related("estimate_lines")
        plans = TrainingPlan.objects.visible_to(user).order_by("-year", "-pk")
        self.filter_form = forms.RegistrationFilterForm(self.request.GET, plans=plans)
        if self.filter_form.is_valid():
            rows = rows.filter(**{k: v for k, v in self.filter_form.cleaned_data.items() if v})
        return rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(filter_form=self.filter_form, **kwargs)
        user, rows = self.request.user, context["page_obj"].object_list
        tickable = {
            row.pk for row in rows if row.status == "submitted" and can_approve_registration(user, row)
        }
        return context | {"tickable": tickable}


class RegistrationApproveMany(View):
    """Approve the ticked rows, each through its own step; say which ones did not go through."""

    http_method_names = ["post"]

    def get_queryset(self):
        return CourseRegistration.objects.visible_to(self.request.user).select_related(
            "organisation", "plan__organisation", "programme"
        )

    def post(self, request):
        keys = [
            key for key in request.POST.getlist("rows") if key.isascii() and key.isdecimal() and len(key) < 16
        ]
        rows = list(self.get_queryset().filter(pk__in=keys).order_by("pk"))
        if not rows:
            messages.error(request, _("Tick at least one class."))
        if not all(can_approve_registration(request.user, row) for row in rows):
            raise PermissionDenied
        approved = sum(self.approve(row) for row in rows)
        if approved:
            text = ngettext("Approved %(count)d class.", "Approved %(count)d classes.", approved)
            messages.success(request, text % {"count": approved})
        return redirect("courses:registration-list")

    def approve(self, row):
        try:
            services.approve_registration(row, actor=self.request.user)
        except DomainError as refusal:
            messages.error(self.request, f"{row.title} ({row.organisation.short_name}): {refusal}")
            return False
        return True


class RegistrationDetail(VisibleRegistrations, DetailView):
    template_name = "courses/registration_detail.html"

    def get_context_data(self, **kwargs):
        row, user, today = self.object, self.request.user, timezone.localdate()
        waiting = row.status == "submitted"
        reviews = can_review(user, row)
        return super().get_context_data(
            registration=row,
            steps=REGISTRATION.open_to(user, row),
            may_approve=waiting and can_approve_registration(user, row),
            may_return=waiting and reviews,
            findings=findings(row, today=today) if waiting and reviews else None,
            standing=None if waiting and reviews else standing_of(row.plan, row.organisation),
            desk=desk_of_registration(row, today=today),
            may_change=row.is_editable and can_register(user, row),
            phrases=quick_phrases(),
            **kwargs,
        )


def quick_phrases():
    return [
        _("Over the quota of the unit. Lower the number of classes or people."),
        _("The days do not fit the plan. Choose other days."),
        _("The estimate is missing lines or has prices that are too high."),
        _("The venue is not suitable or not stated in full."),
    ]


class WritesRegistration(ActView):
    """The form of a class with its estimate; “add rows” keeps what was typed and judges nothing yet."""

    form_class = forms.RegistrationForm
    template_name = "courses/registration_form.html"

    def post(self, request, *args, **kwargs):
        if "more" in request.POST:
            form = self.form_class.with_more_rows(request.POST)
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        plan, unit = self.plan_and_unit()
        standing = standing_of(plan, unit, but=self.registration)
        return super().get_context_data(plan=plan, unit=unit, standing=standing, **kwargs)


class RegistrationCreate(WritesRegistration):
    registration = None

    @property
    def page_title(self):
        return _("Register a class")

    def get_queryset(self):
        rows = TrainingPlan.objects.visible_to(self.request.user).issued()
        return rows.select_related("organisation", "programme", "document")

    def check_access(self):
        self.unit = registering_unit(self.request.user, self.object)
        if self.unit is None:
            raise PermissionDenied

    def plan_and_unit(self):
        return self.object, self.unit

    def get_initial(self):
        return {"title": self.object.programme.title}

    def act(self, **answers):
        self.registration = services.create_registration(
            self.object, organisation=self.unit, actor=self.request.user, **answers
        )
        self.success_message = _("The draft is saved. Look it over, then submit it.")

    def get_success_url(self):
        return self.registration.get_absolute_url()


class RegistrationUpdate(VisibleRegistrations, WritesRegistration):
    @property
    def page_title(self):
        return _("Change the registration")

    @property
    def registration(self):
        return self.object

    def check_access(self):
        if not can_register(self.request.user, self.object):
            raise PermissionDenied

    def plan_and_unit(self):
        return self.object.plan, self.object.organisation

    def get(self, request, *args, **kwargs):
        if not self.object.is_editable:
            messages.error(request, _("The registration is under way, so it cannot be changed now."))
            return redirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {name: getattr(self.object, name) for name in self.form_class.base_fields}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"estimate": list(self.object.estimate_lines.all())}

    def act(self, **answers):
        services.update_registration(self.object, actor=self.request.user, **answers)


class RegistrationSubmit(VisibleRegistrations, StepView):
    step = "submit"

    def act(self):
        services.submit_registration(self.object, actor=self.request.user)
        self.success_message = _("Submitted. The organising department decides next.")


class RegistrationRecall(VisibleRegistrations, StepView):
    step = "recall"

    def act(self):
        services.recall_registration(self.object, actor=self.request.user)


class RegistrationApprove(VisibleRegistrations, StepView):
    step = "approve"

    def act(self):
        course = services.approve_registration(self.object, actor=self.request.user)
        self.success_message = _("Approved. The class has the code %(code)s.") % {"code": course.code}


class AsksReason(VisibleRegistrations, StepFormView):
    """Quick phrases are plain links: they open the same page with the words already written."""

    form_class = ReasonForm
    template_name = "courses/registration_reason.html"

    def get_initial(self):
        return {"reason": self.request.GET.get("reason", "")[:500]}

    def get_context_data(self, **kwargs):
        return super().get_context_data(phrases=quick_phrases(), **kwargs)


class RegistrationReturn(AsksReason):
    step = "return"

    def act(self, reason):
        services.return_registration(self.object, reason=reason, actor=self.request.user)


class RegistrationRefuse(AsksReason):
    step = "refuse"

    def act(self, reason):
        services.refuse_registration(self.object, reason=reason, actor=self.request.user)
