"""What plans are made of: schemes, topics and programmes, kept by the organising department."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.views import ActView, ListPage
from courses import services
from courses.forms.catalogue import ProgrammeForm, SchemeForm, TopicForm, VersionForm, members_text
from courses.models import Programme, Scheme, Topic
from courses.policies import can_keep_catalogue
from courses.selectors.planning import planning_federation
from organisations.enums import OrganisationKind
from organisations.models import Organisation

RULE = ("audience", "min_attendance_percent", "requires_compulsory_topics", "requires_essay")


class KeepsCatalogue(ActView):
    """A door of the organising department: onto a row of its federation, or for a new one."""

    model = None

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user).select_related("organisation")

    def check_access(self):
        if self.object is None:
            self.federation = planning_federation(self.request.user)
        elif can_keep_catalogue(self.request.user, self.object.organisation):
            self.federation = self.object.organisation
        else:
            self.federation = None
        if self.federation is None:
            raise PermissionDenied

    def get_success_url(self):
        return self.saved.get_absolute_url()


class SchemeDoor(KeepsCatalogue):
    model = Scheme
    form_class = SchemeForm

    def get_form_kwargs(self):
        committees = Organisation.objects.of_kind(OrganisationKind.STEERING_COMMITTEE)
        mine = committees.filter(federation=self.federation).order_by("path")
        return super().get_form_kwargs() | {"committees": mine}


class SchemeCreate(SchemeDoor):
    page_title = gettext_lazy("Add a scheme")

    def get_initial(self):
        year = timezone.localdate().year
        return {"first_year": year, "last_year": year + 4}

    def act(self, **answers):
        self.saved = services.create_scheme(self.federation, actor=self.request.user, **answers)


class SchemeUpdate(SchemeDoor):
    page_title = gettext_lazy("Change the scheme")

    def get_initial(self):
        names = ("title", "short_title", "target_group", "objective", "first_year", "last_year", "committee")
        return {name: getattr(self.object, name) for name in names} | {
            "members": members_text(self.object.members.all())
        }

    def act(self, **answers):
        self.saved = services.update_scheme(self.object, actor=self.request.user, **answers)


class TopicList(ListPage):
    template_name = "courses/topic_list.html"

    def get_queryset(self):
        rows = Topic.objects.visible_to(self.request.user).annotate(used=Count("programmes"))
        return rows.order_by("title", "pk")

    def get_context_data(self, **kwargs):
        may_keep = planning_federation(self.request.user) is not None
        return super().get_context_data(may_keep=may_keep, **kwargs)


class TopicDoor(KeepsCatalogue):
    model = Topic
    form_class = TopicForm


class TopicCreate(TopicDoor):
    page_title = gettext_lazy("Add a topic")

    def get_initial(self):
        return {"periods": 4}

    def act(self, **answers):
        self.saved = services.create_topic(self.federation, actor=self.request.user, **answers)


class TopicUpdate(TopicDoor):
    page_title = gettext_lazy("Change the topic")

    def get_initial(self):
        return {"title": self.object.title, "periods": self.object.periods}

    def act(self, **answers):
        self.saved = services.update_topic(self.object, actor=self.request.user, **answers)


class ProgrammeDoor(KeepsCatalogue):
    model = Programme
    form_class = ProgrammeForm
    template_name = "courses/programme_form.html"

    def get_form_kwargs(self):
        topics = Topic.objects.visible_to(self.request.user).filter(organisation=self.federation)
        return super().get_form_kwargs() | {"topics": list(topics.order_by("title", "pk"))}

    def initial_of(self, programme):
        initial = {name: getattr(programme, name) for name in ("title", *RULE)}
        for row in programme.programme_topics.all():
            initial[f"topic-{row.topic_id}"] = True
            initial[f"order-{row.topic_id}"] = row.position
            initial[f"compulsory-{row.topic_id}"] = row.is_compulsory
        return initial


class ProgrammeCreate(ProgrammeDoor):
    page_title = gettext_lazy("Add a programme")

    def get_initial(self):
        return {"min_attendance_percent": 80, "requires_compulsory_topics": True, "requires_essay": True}

    def act(self, **answers):
        self.saved = services.create_programme(self.federation, actor=self.request.user, **answers)


class ProgrammeUpdate(ProgrammeDoor):
    """Only while nothing goes by the programme; afterwards it changes as a new version."""

    page_title = gettext_lazy("Change the programme")

    def get(self, request, *args, **kwargs):
        if self.object.is_used:
            messages.error(
                request,
                _("A plan already uses this programme, so it stays as it is. Make a new version instead."),
            )
            return redirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return self.initial_of(self.object)

    def act(self, **answers):
        self.saved = services.update_programme(self.object, actor=self.request.user, **answers)


class ProgrammeVersion(ProgrammeDoor):
    """The next version, beginning from this one."""

    form_class = VersionForm
    page_title = gettext_lazy("Make a new version of the programme")
    button_label = gettext_lazy("Save the new version")

    def get_initial(self):
        return self.initial_of(self.object)

    def act(self, **answers):
        self.saved = services.create_programme_version(self.object, actor=self.request.user, **answers)
