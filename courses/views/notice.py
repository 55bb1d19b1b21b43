from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from core.views import ActView, ListPage
from courses import services
from courses.forms.registration import NoticeForm
from courses.models import ApprovalNotice, CourseRegistration, TrainingPlan
from courses.policies import can_announce
from courses.selectors.planning import planning_federation
from documents.enums import DocumentKind
from documents.models import SigningAuthority
from documents.selectors import desk_of_paper


class NoticeList(ListPage):
    template_name = "courses/notice_list.html"

    def get_queryset(self):
        return ApprovalNotice.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs):
        """For the organisers also the plans that have approved classes waiting for a notice."""
        waiting = TrainingPlan.objects.none()
        if planning_federation(self.request.user):
            rows = CourseRegistration.objects.visible_to(self.request.user).unannounced()
            waiting = TrainingPlan.objects.visible_to(self.request.user).issued()
            waiting = waiting.filter(pk__in=rows.values("plan_id")).order_by("-year", "-pk")
        return super().get_context_data(waiting=waiting, **kwargs)


class NoticeDetail(DetailView):
    """What the notice says is read from the paper, not from rows that may have changed since."""

    template_name = "courses/notice_detail.html"

    def get_queryset(self):
        rows = ApprovalNotice.objects.visible_to(self.request.user)
        return rows.select_related("organisation", "plan", "document__authority", "created_by")

    def get_context_data(self, **kwargs):
        notice = self.object
        desk = desk_of_paper(notice.document, notice.organisation_id, today=timezone.localdate())
        return super().get_context_data(
            notice=notice, document=notice.document, annex=annex_of(notice.document), desk=desk, **kwargs
        )


def annex_of(document):
    """The first annex of a paper with every cell beside its column, or None."""
    annexes = document.snapshot.get("annexes")
    if not annexes:
        return None
    columns = annexes[0]["columns"]
    rows = [list(zip(columns, row, strict=False)) for row in annexes[0]["rows"]]
    totals = list(zip(columns, annexes[0]["totals"] or [], strict=False))
    return {"columns": columns, "rows": rows, "totals": totals}


class NoticeCreate(ActView):
    form_class = NoticeForm
    template_name = "courses/notice_form.html"

    @property
    def page_title(self):
        return _("Notice of approved classes")

    @property
    def button_label(self):
        return _("Lay before the signer")

    def get_queryset(self):
        rows = TrainingPlan.objects.visible_to(self.request.user).issued()
        return rows.select_related("organisation", "document", "scheme__committee")

    def check_access(self):
        if not can_announce(self.request.user, self.object.organisation):
            raise PermissionDenied

    def get_form_kwargs(self):
        rows = CourseRegistration.objects.visible_to(self.request.user).unannounced().filter(plan=self.object)
        rows = rows.select_related("organisation").prefetch_related("estimate_lines")
        self.authorities = SigningAuthority.objects.for_kind(
            self.object.announcer, DocumentKind.NOTICE, timezone.localdate()
        )
        return super().get_form_kwargs() | {
            "registrations": rows.order_by("starts_on", "pk"),
            "authorities": self.authorities,
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(plan=self.object, **kwargs)
        return context | {"rows": list(context["form"].fields["registrations"].queryset)}

    def act(self, registrations, authority):
        self.notice = services.prepare_notice(
            self.object,
            registrations=registrations,
            authority=authority,
            on=timezone.localdate(),
            actor=self.request.user,
        )
        self.success_message = _("The notice lies before %(signer)s for signature.") % {
            "signer": authority.signer_name
        }

    def get_success_url(self):
        return self.notice.get_absolute_url()
