"""Who may sign: a list the clerk reads and the administrator keeps."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from accounts.models import User
from core.views import ActView, ListPage
from documents import services
from documents.forms import AuthorityForm, EndForm
from documents.models import SigningAuthority
from documents.policies import can_see_authorities, can_set_authority
from organisations.enums import WITHOUT_STAFF
from organisations.models import Organisation
from organisations.querysets import within


class AuthorityList(ListPage):
    template_name = "documents/authority_list.html"

    def dispatch(self, request, *args, **kwargs):
        if not can_see_authorities(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return SigningAuthority.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs):
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        rows = list(context["object_list"])
        for row in rows:
            row.has_ended = row.valid_to is not None and row.valid_to < today
            row.may_end = not row.has_ended and can_set_authority(self.request.user, row.organisation)
        may_add = Role.ADMINISTRATOR in self.request.user.roles
        return context | {"object_list": rows, "may_add": may_add}


class KeepsAuthorities(ActView):
    def get_queryset(self):
        return SigningAuthority.objects.visible_to(self.request.user).select_related("organisation")

    def get_success_url(self):
        return reverse("documents:authority-list")


class AuthorityCreate(KeepsAuthorities):
    form_class = AuthorityForm
    page_title = gettext_lazy("Add a signing authority")
    button_label = gettext_lazy("Add the signing authority")
    success_message = gettext_lazy("The signing authority has been added.")

    def check_access(self):
        if Role.ADMINISTRATOR not in self.request.user.roles:
            raise PermissionDenied

    def get_form_kwargs(self):
        user = self.request.user
        paths = user.scope_paths(Role.ADMINISTRATOR)
        places = Organisation.objects.visible_to(user).exclude(kind__in=WITHOUT_STAFF)
        people = User.objects.visible_to(user).filter(is_active=True)
        return super().get_form_kwargs() | {
            "organisations": places.filter(within(paths)).order_by("path"),
            "people": people.filter(within(paths, "memberships__organisation")).order_by("sort_key", "pk"),
        }

    def get_initial(self):
        homes = (row.organisation.federation for row in self.request.user.current_memberships)
        return {"organisation": next(homes, None), "position": 1, "valid_from": timezone.localdate()}

    def act(self, organisation, **answers):
        services.create_authority(organisation, actor=self.request.user, **answers)


class AuthorityEnd(KeepsAuthorities):
    form_class = EndForm
    page_title = gettext_lazy("End a signing authority")
    button_label = gettext_lazy("End the signing authority")
    success_message = gettext_lazy("The last day of the signing authority is set.")

    def check_access(self):
        if not can_set_authority(self.request.user, self.object.organisation):
            raise PermissionDenied

    def get_initial(self):
        return {"valid_to": timezone.localdate()}

    def act(self, valid_to):
        services.end_authority(self.object, valid_to=valid_to, actor=self.request.user)
