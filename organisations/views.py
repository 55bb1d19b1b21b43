from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import DetailView

from core.views import ActView, ListPage
from organisations import services
from organisations.forms import LetterheadForm, NameForm, OrganisationFilter, OrganisationForm
from organisations.models import Organisation
from organisations.policies import can_add_below, can_keep_organisation, can_set_letterhead


class OrganisationList(ListPage):
    """The tree the reader sees; while searching, the hits in the order of the tree."""

    template_name = "organisations/organisation_list.html"

    def get_queryset(self):
        self.filter_form = OrganisationFilter(self.request.GET)
        rows = Organisation.objects.visible_to(self.request.user).for_list()
        if not self.filter_form.is_valid():
            return rows
        wanted = self.filter_form.cleaned_data
        if wanted["q"]:
            rows = rows.filter(
                Q(name__icontains=wanted["q"])
                | Q(short_name__icontains=wanted["q"])
                | Q(code__icontains=wanted["q"])
            )
        return rows.filter(kind=wanted["kind"]) if wanted["kind"] else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(filter_form=self.filter_form, **kwargs)
        rows = list(context["object_list"])
        top = min((row.depth for row in rows), default=1)
        for row in rows:
            row.level = min(row.depth - top, 4)
        return context | {"object_list": rows, "home": self.home()}

    def home(self):
        """The federation under which the reader may add organisations, or None."""
        federations = (row.organisation.federation for row in self.request.user.current_memberships)
        return next((row for row in federations if row and can_add_below(self.request.user, row)), None)


class OrganisationDetail(DetailView):
    template_name = "organisations/organisation_detail.html"

    def get_queryset(self):
        return Organisation.objects.visible_to(self.request.user).select_related("federation")

    def get_context_data(self, **kwargs):
        organisation, user = self.object, self.request.user
        facts = [
            (pgettext("organisation", "Code"), organisation.code),
            (_("Kind of organisation"), capfirst(organisation.get_kind_display())),
            (_("Short name"), organisation.short_name),
            (_("Belongs to"), Organisation.objects.get_parent(organisation)),
        ]
        return super().get_context_data(
            facts=facts,
            today=timezone.localdate(),
            names=organisation.names.order_by("-valid_from"),
            letterheads=organisation.letterheads.order_by("-valid_from"),
            children=Organisation.objects.get_children(organisation).order_by("path")[:100],
            may_set_letterhead=can_set_letterhead(user, organisation),
            may_add=can_add_below(user, organisation),
            **kwargs,
        )


class KeepsOrganisation:
    """A door of the administrator onto an organisation in his or her sight."""

    def get_queryset(self):
        return Organisation.objects.visible_to(self.request.user).select_related("federation")

    def check_access(self):
        if not can_keep_organisation(self.request.user, self.object):
            raise PermissionDenied


class OrganisationCreate(KeepsOrganisation, ActView):
    """A new organisation below the one the door belongs to."""

    form_class = OrganisationForm
    page_title = gettext_lazy("Add an organisation")
    button_label = gettext_lazy("Add the organisation")
    success_message = gettext_lazy("The organisation has been added.")

    def check_access(self):
        if not can_add_below(self.request.user, self.object):
            raise PermissionDenied

    def get_initial(self):
        return {"valid_from": timezone.localdate()}

    def act(self, **answers):
        self.added = services.create_organisation(self.object, actor=self.request.user, **answers)

    def get_success_url(self):
        return self.added.get_absolute_url()


class OrganisationRename(KeepsOrganisation, ActView):
    form_class = NameForm
    page_title = gettext_lazy("Give the organisation a new name")
    button_label = gettext_lazy("Set the new name")
    success_message = gettext_lazy(
        "The new name is set. Papers carry the letterhead, so set a new one too if its lines change."
    )

    def get_initial(self):
        return {
            "name": self.object.name,
            "short_name": self.object.short_name,
            "valid_from": timezone.localdate(),
        }

    def act(self, **answers):
        services.rename_organisation(self.object, actor=self.request.user, **answers)


class LetterheadCreate(ActView):
    form_class = LetterheadForm
    page_title = gettext_lazy("Set a new letterhead")
    success_message = gettext_lazy("The letterhead has been set.")

    def get_queryset(self):
        return Organisation.objects.visible_to(self.request.user)

    def check_access(self):
        if not can_set_letterhead(self.request.user, self.object):
            raise PermissionDenied

    def get_initial(self):
        last = self.object.letterheads.order_by("valid_from").last()
        if last is None:
            return {}
        return {
            "parent_lines": "\n".join(last.parent_lines),
            "issuer_lines": "\n".join(last.issuer_lines),
            "symbol": last.symbol,
            "place_name": last.place_name,
        }

    def act(self, **answers):
        services.set_letterhead(self.object, actor=self.request.user, **answers)
