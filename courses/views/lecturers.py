"""Doors of the lecturers: who they are, and what each of them teaches."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView

from accounts.enums import Role
from accounts.models import User
from core.names import search_text, search_tokens
from core.views import ActView, ListPage
from courses.forms.running import LecturerCreateForm, LecturerForm
from courses.models import Lecturer, Session, Topic
from courses.policies import can_keep_lecturers
from courses.services import create_lecturer, update_lecturer
from organisations.enums import OrganisationKind
from organisations.models import Organisation

HOMES = (OrganisationKind.SCHOOL, OrganisationKind.DEPARTMENT, OrganisationKind.FEDERATION)


def homes_of(user):
    """Where this person may add lecturers: schools first, then departments, then the federation."""
    organisations = Organisation.objects.visible_to(user).of_kind(*HOMES)
    kept = [row for row in organisations if can_keep_lecturers(user, row)]
    return sorted(kept, key=lambda row: HOMES.index(row.kind))


class LecturerList(ListPage):
    template_name = "courses/lecturer_list.html"

    def get_queryset(self):
        today = timezone.localdate()
        coming = Count("assignments", filter=Q(assignments__session__held_on__gte=today))
        lecturers = Lecturer.objects.visible_to(self.request.user).for_list().prefetch_related("topics")
        return self._found(lecturers.annotate(coming=coming))

    def _found(self, lecturers):
        tokens = search_tokens(self.request.GET.get("q"))
        if not tokens:
            return lecturers
        names = lecturers.values_list("pk", "full_name", "position", "organisation__name")
        found = [pk for pk, *texts in names if all(f" {token}" in search_text(*texts) for token in tokens)]
        return lecturers.filter(pk__in=found)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            q=self.request.GET.get("q", ""), may_add=bool(homes_of(self.request.user)), **kwargs
        )


class LecturerDetail(DetailView):
    template_name = "courses/lecturer_detail.html"
    context_object_name = "lecturer"

    def get_queryset(self):
        return Lecturer.objects.visible_to(self.request.user).for_list().prefetch_related("topics")

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        sessions = list(
            Session.objects.visible_to(self.request.user)
            .filter(assignments__lecturer=self.object)
            .not_cancelled()
            .for_list()
        )
        return super().get_context_data(
            coming=[session for session in sessions if session.held_on >= today],
            past=[session for session in sessions if session.held_on < today][::-1],
            periods=sum(session.periods for session in sessions),
            may_change=can_keep_lecturers(self.request.user, self.object.organisation),
            **kwargs,
        )


class LecturerAct(ActView):
    """The desk where lecturers are kept."""

    def get_queryset(self):
        return Lecturer.objects.visible_to(self.request.user).select_related("organisation", "user")

    def accounts(self):
        """Lecturers' accounts in the reader's scope that no lecturer has yet."""
        return (
            User.objects.visible_to(self.request.user)
            .filter(Q(lecturer__isnull=True) | Q(lecturer=self.object), memberships__role=Role.LECTURER)
            .order_by("sort_key", "pk")
            .distinct()
        )

    def get_form_kwargs(self):
        topics = Topic.objects.visible_to(self.request.user).order_by("title", "pk")
        return super().get_form_kwargs() | {"accounts": self.accounts(), "topics": topics}


class LecturerCreate(LecturerAct):
    form_class = LecturerCreateForm
    back_url = reverse_lazy("courses:lecturer-list")
    back_label = gettext_lazy("Lecturers")
    lecturer = None

    @property
    def page_title(self):
        return _("Add a lecturer")

    def check_access(self):
        if not homes_of(self.request.user):
            raise PermissionDenied

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"organisations": homes_of(self.request.user)}

    def act(self, organisation, **answers):
        self.lecturer = create_lecturer(organisation, actor=self.request.user, **answers)

    def get_success_url(self):
        return self.lecturer.get_absolute_url()


class LecturerUpdate(LecturerAct):
    form_class = LecturerForm

    @property
    def page_title(self):
        return _("Lecturer: %(name)s") % {"name": self.object.full_name}

    def check_access(self):
        if not can_keep_lecturers(self.request.user, self.object.organisation):
            raise PermissionDenied

    def get_initial(self):
        lecturer = self.object
        return {
            "full_name": lecturer.full_name,
            "position": lecturer.position,
            "phone": lecturer.phone,
            "user": lecturer.user_id,
            "topics": [topic.pk for topic in lecturer.topics.all()],
        }

    def act(self, **answers):
        update_lecturer(self.object, actor=self.request.user, **answers)


class SessionMine(ListView):
    """What the reader teaches: today first, then what comes, then what has been."""

    template_name = "courses/session_mine.html"
    past_shown = 20

    def get_queryset(self):
        mine = Session.objects.visible_to(self.request.user).filter(
            assignments__lecturer__user=self.request.user
        )
        return mine.not_cancelled().for_list()

    def get_context_data(self, **kwargs):
        today, sessions = timezone.localdate(), list(self.object_list)
        past = [session for session in sessions if session.held_on < today]
        return super().get_context_data(
            today=today,
            todays=[session for session in sessions if session.held_on == today],
            coming=[session for session in sessions if session.held_on > today],
            past=past[::-1][: self.past_shown],
            **kwargs,
        )
