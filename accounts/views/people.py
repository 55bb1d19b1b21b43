"""The administrator's doors onto people: who logs in, in which role, for how long."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView

from accounts import services
from accounts.enums import Role
from accounts.forms import EndForm, PeopleFilter, PersonForm, RoleForm
from accounts.models import Membership, User
from accounts.policies import can_administer, can_keep_person
from core.errors import DomainError
from core.views import ActView, ListPage
from organisations.enums import WITHOUT_STAFF
from organisations.models import Organisation
from organisations.querysets import within


def with_roles_of_today(users):
    held = Membership.objects.on(timezone.localdate()).select_related("organisation").order_by("pk")
    return users.prefetch_related(Prefetch("memberships", held, to_attr="held_today"))


def places_of(user):
    """Organisations in which the administrator may give roles."""
    seen = Organisation.objects.visible_to(user).exclude(kind__in=WITHOUT_STAFF)
    return seen.filter(within(user.scope_paths(Role.ADMINISTRATOR))).order_by("path")


class AdministratorOnly:
    def dispatch(self, request, *args, **kwargs):
        if Role.ADMINISTRATOR not in request.user.roles:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UserList(AdministratorOnly, ListPage):
    """People who may log in, for the administrator of their union."""

    template_name = "accounts/user_list.html"

    def get_queryset(self):
        self.filter_form = PeopleFilter(self.request.GET)
        people = User.objects.visible_to(self.request.user).order_by("sort_key", "pk")
        if not self.filter_form.is_valid():
            return with_roles_of_today(people)
        wanted = self.filter_form.cleaned_data
        if wanted["q"]:
            people = people.filter(Q(full_name__icontains=wanted["q"]) | Q(username__icontains=wanted["q"]))
        if wanted["organisation"]:
            people = people.filter(memberships__organisation=wanted["organisation"])
        return with_roles_of_today(people)

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter_form=self.filter_form, **kwargs)


class KeepsPerson:
    """A door onto one person; who cannot see the person finds nothing, who may not is told so."""

    def get_queryset(self):
        return User.objects.visible_to(self.request.user)

    def check_access(self):
        if not can_keep_person(self.request.user, self.object):
            raise PermissionDenied


class UserDetail(KeepsPerson, AdministratorOnly, DetailView):
    template_name = "accounts/user_detail.html"
    context_object_name = "person"

    def get_object(self, queryset=None):
        self.object = super().get_object(queryset)
        self.check_access()
        return self.object

    def get_context_data(self, **kwargs):
        reader, today = self.request.user, timezone.localdate()
        held = list(
            Membership.objects.visible_to(reader)
            .filter(user=self.object)
            .select_related("organisation")
            .order_by("-valid_from", "-pk")
        )
        is_oneself = self.object == reader
        for row in held:
            row.has_ended = row.valid_to is not None and row.valid_to < today
            row.may_end = not (is_oneself or row.has_ended) and can_administer(reader, row.organisation)
        return super().get_context_data(memberships=held, is_oneself=is_oneself, **kwargs)


class GivesRole:
    """The choice of organisations of a form that gives a role."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"organisations": places_of(self.request.user)}

    def get_initial(self):
        return {"valid_from": timezone.localdate(), "organisation": self.request.GET.get("organisation")}


@method_decorator(never_cache, name="dispatch")
class UserCreate(GivesRole, KeepsPerson, ActView):
    """A new person with a first role. The answer itself shows the password: it is kept nowhere."""

    form_class = PersonForm
    page_title = gettext_lazy("Add a person")
    button_label = gettext_lazy("Add the person")

    def check_access(self):
        if Role.ADMINISTRATOR not in self.request.user.roles:
            raise PermissionDenied

    def act(self, organisation, **answers):
        self.person, self.password = services.create_person(organisation, actor=self.request.user, **answers)

    def done(self):
        return show_password(self.request, self.person, self.password)


def show_password(request, person, password):
    context = {"person": person, "password": password}
    return render(request, "accounts/user_password.html", context)


class RoleGrant(GivesRole, KeepsPerson, ActView):
    form_class = RoleForm
    page_title = gettext_lazy("Give a role")
    button_label = gettext_lazy("Give the role")
    success_message = gettext_lazy("The role has been given.")

    def act(self, **answers):
        services.grant_role(self.object, actor=self.request.user, **answers)


class MembershipEnd(ActView):
    form_class = EndForm
    page_title = gettext_lazy("End a role")
    button_label = gettext_lazy("End the role")
    success_message = gettext_lazy("The last day of the role is set.")

    def get_queryset(self):
        rows = Membership.objects.visible_to(self.request.user)
        return rows.select_related("user", "organisation__federation")

    def check_access(self):
        if not can_administer(self.request.user, self.object.organisation):
            raise PermissionDenied

    def get_initial(self):
        return {"valid_to": timezone.localdate()}

    def act(self, valid_to):
        services.end_membership(self.object, valid_to=valid_to, actor=self.request.user)


class PersonPost(KeepsPerson, View):
    """One press of a button on the page of a person."""

    http_method_names = ["post"]

    def post(self, request, pk):
        self.object = get_object_or_404(self.get_queryset(), pk=pk)
        self.check_access()
        try:
            return self.act(self.object)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect(self.object.get_absolute_url())


class UserLock(PersonPost):
    def act(self, person):
        services.lock_person(person, actor=self.request.user)
        messages.success(self.request, _("%(person)s may no longer log in.") % {"person": person.full_name})
        return redirect(person.get_absolute_url())


class UserUnlock(PersonPost):
    def act(self, person):
        services.unlock_person(person, actor=self.request.user)
        messages.success(self.request, _("%(person)s may log in again.") % {"person": person.full_name})
        return redirect(person.get_absolute_url())


@method_decorator(never_cache, name="dispatch")
class UserReset(PersonPost):
    def act(self, person):
        return show_password(self.request, person, services.reset_password(person, actor=self.request.user))
