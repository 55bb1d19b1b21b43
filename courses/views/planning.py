from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from core.views import ActView, ListPage, StepFormView, StepView
from courses import services
from courses.forms import planning as forms
from courses.models import Programme, Scheme, TrainingPlan
from courses.policies import can_announce, can_keep_catalogue, can_plan
from courses.selectors.planning import desk_of_plan, planning_federation, registering_unit, standings
from courses.workflow import PLAN
from documents.enums import DocumentKind
from documents.models import SigningAuthority
from organisations.enums import REGISTERING
from organisations.models import Organisation


class SchemeList(ListPage):
    template_name = "courses/scheme_list.html"

    def get_queryset(self):
        rows = Scheme.objects.visible_to(self.request.user).select_related("organisation")
        return rows.order_by("-first_year", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_keep=planning_federation(self.request.user), **kwargs)


class SchemeDetail(DetailView):
    template_name = "courses/scheme_detail.html"

    def get_queryset(self):
        return Scheme.objects.visible_to(self.request.user).select_related("organisation")

    def get_context_data(self, **kwargs):
        plans = TrainingPlan.objects.visible_to(self.request.user).filter(scheme=self.object).for_list()
        may_keep = can_keep_catalogue(self.request.user, self.object.organisation)
        return super().get_context_data(
            members=self.object.members.all(), plans=plans, may_keep=may_keep, **kwargs
        )


class ProgrammeList(ListPage):
    template_name = "courses/programme_list.html"

    def get_queryset(self):
        rows = Programme.objects.visible_to(self.request.user).select_related("organisation")
        return rows.prefetch_related("programme_topics").order_by("title", "-version", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_keep=planning_federation(self.request.user), **kwargs)


class ProgrammeDetail(DetailView):
    template_name = "courses/programme_detail.html"

    def get_queryset(self):
        return Programme.objects.visible_to(self.request.user).select_related("organisation")

    def get_context_data(self, **kwargs):
        topics = list(self.object.programme_topics.select_related("topic"))
        periods = sum(row.topic.periods for row in topics)
        may_keep = can_keep_catalogue(self.request.user, self.object.organisation)
        return super().get_context_data(
            topics=topics,
            periods=periods,
            may_keep=may_keep,
            may_change=may_keep and not self.object.is_used,
            **kwargs,
        )


class VisiblePlans:
    """Every door here opens onto the plans its reader may see, and no others."""

    workflow = PLAN

    def get_queryset(self):
        rows = TrainingPlan.objects.visible_to(self.request.user)
        return rows.select_related("organisation", "scheme", "programme", "document__authority", "created_by")


class PlanList(ListPage):
    template_name = "courses/plan_list.html"

    def get_queryset(self):
        rows = TrainingPlan.objects.visible_to(self.request.user).for_list()
        self.filter_form = forms.PlanFilterForm(self.request.GET)
        if self.filter_form.is_valid():
            chosen = {name: value for name, value in self.filter_form.cleaned_data.items() if value}
            rows = rows.filter(**chosen)
        return rows

    def get_context_data(self, **kwargs):
        may_draft = planning_federation(self.request.user) is not None
        return super().get_context_data(filter_form=self.filter_form, may_draft=may_draft, **kwargs)


class PlanDetail(VisiblePlans, DetailView):
    template_name = "courses/plan_detail.html"

    def get_context_data(self, **kwargs):
        plan, user = self.object, self.request.user
        return super().get_context_data(
            plan=plan,
            steps=PLAN.open_to(user, plan),
            standings=standings(plan, user),
            desk=desk_of_plan(plan, today=timezone.localdate()),
            may_change=plan.is_editable and can_plan(user, plan),
            may_announce=plan.is_issued and can_announce(user, plan.organisation),
            unit=registering_unit(user, plan) if plan.is_issued else None,
            **kwargs,
        )


class PlanCreate(VisiblePlans, ActView):
    form_class = forms.PlanForm
    back_url = reverse_lazy("courses:plan-list")
    back_label = gettext_lazy("Annual plans")

    @property
    def page_title(self):
        return _("Draft the annual plan")

    def check_access(self):
        self.federation = planning_federation(self.request.user)
        if self.federation is None:
            raise PermissionDenied

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"organisation": self.federation}

    def get_initial(self):
        return {"year": timezone.localdate().year}

    def act(self, **answers):
        self.plan = services.create_plan(self.federation, actor=self.request.user, **answers)
        self.success_message = _("The draft is saved. Now set the quotas of the units.")

    def get_success_url(self):
        return self.plan.get_absolute_url()


class ChangesPlan(VisiblePlans):
    """A door that changes a draft; while the plan is under way it says so instead of opening."""

    def check_access(self):
        if not can_plan(self.request.user, self.object):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        if not self.object.is_editable:
            messages.error(request, _("The plan is under way, so it cannot be changed now."))
            return redirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)


class PlanUpdate(ChangesPlan, ActView):
    form_class = forms.PlanForm

    @property
    def page_title(self):
        return _("Change the plan")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"organisation": self.object.organisation}

    def get_initial(self):
        return {name: getattr(self.object, name) for name in forms.PlanForm.base_fields}

    def act(self, **answers):
        services.update_plan(self.object, actor=self.request.user, **answers)


class PlanQuotas(ChangesPlan, ActView):
    form_class = forms.QuotaForm
    template_name = "courses/plan_quotas.html"

    @property
    def page_title(self):
        return _("Quotas of the units")

    def get_form_kwargs(self):
        units = Organisation.objects.of_kind(*REGISTERING).filter(federation=self.object.organisation_id)
        return super().get_form_kwargs() | {"units": list(units.order_by("path"))}

    def get_initial(self):
        initial = {}
        for quota in self.object.quotas.all():
            initial[f"courses-{quota.organisation_id}"] = quota.courses
            initial[f"trainees-{quota.organisation_id}"] = quota.trainees
        return initial

    def act(self, quotas):
        services.set_quotas(self.object, quotas=quotas, actor=self.request.user)


class PlanSubmit(VisiblePlans, StepView):
    step = "submit"

    def act(self):
        services.submit_plan(self.object, actor=self.request.user)
        self.success_message = _("Submitted. The head of the organising department looks at it next.")


class PlanEndorse(VisiblePlans, StepView):
    step = "endorse"

    def act(self):
        services.endorse_plan(self.object, actor=self.request.user)
        self.success_message = _("Passed on to the leader for approval.")


class PlanReopen(VisiblePlans, StepView):
    step = "reopen"

    def act(self):
        services.reopen_plan(self.object, actor=self.request.user)


class PlanApprove(VisiblePlans, StepFormView):
    step = "approve"
    form_class = forms.SignerForm
    template_name = "courses/plan_approve.html"

    def get_form_kwargs(self):
        every = SigningAuthority.objects.for_kind(
            self.object.organisation, DocumentKind.PLAN, timezone.localdate()
        )
        self.own = [authority for authority in every if authority.user_id == self.request.user.pk]
        return super().get_form_kwargs() | {"authorities": self.own}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"authorities": self.own}

    def act(self, authority):
        services.approve_plan(
            self.object, authority=authority, on=timezone.localdate(), actor=self.request.user
        )
        self.success_message = _("Approved and signed. The records clerk numbers and issues it next.")


class PlanReturn(VisiblePlans, StepFormView):
    step = "return"
    form_class = forms.ReasonForm

    def act(self, reason):
        services.return_plan(self.object, reason=reason, actor=self.request.user)
