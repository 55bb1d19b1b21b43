import io
import zipfile

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView

from certificates import forms, selectors, services
from certificates.enums import BatchStatus
from certificates.models import Certificate, CertificateBatch
from certificates.policies import can_propose_for
from certificates.workflow import BATCH, CERTIFICATE
from core.forms import HouseForm
from core.views import ActView, ListPage, StepFormView, StepView
from courses.enums import CourseStatus
from courses.models import Course
from documents.enums import DocumentKind
from documents.models import SigningAuthority


class VisibleBatches:
    workflow = BATCH

    def get_queryset(self):
        return CertificateBatch.objects.visible_to(self.request.user).select_related(
            "course__organisation", "organisation", "authority__user", "decision", "job"
        )


class CourseCertificates(DetailView):
    """The certificates tab of a class: who gets one, who does not and why, what has been issued."""

    template_name = "certificates/course_certificates.html"
    context_object_name = "course"

    def get_queryset(self):
        return Course.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs):
        course = self.object
        waiting = course.status == CourseStatus.COMPLETED
        batches = list(
            CertificateBatch.objects.visible_to(self.request.user).filter(course=course).for_list()
        )
        is_open = any(batch.status != BatchStatus.ISSUED for batch in batches)
        return super().get_context_data(
            tab="certificates",
            eligible=selectors.eligible(course),
            not_eligible=selectors.not_eligible(course) if waiting else (),
            batches=batches,
            certificates=Certificate.objects.visible_to(self.request.user)
            .filter(enrolment__course=course)
            .for_list()
            .order_by("register_year", "register_number"),
            may_propose=waiting and not is_open and can_propose_for(self.request.user, course),
            **kwargs,
        )


class BatchCreate(ActView):
    form_class = HouseForm
    http_method_names = ["post"]

    def get_queryset(self):
        return Course.objects.visible_to(self.request.user).select_related("organisation__federation")

    def check_access(self):
        if not can_propose_for(self.request.user, self.object):
            raise PermissionDenied

    def act(self):
        self.batch = services.create_batch(self.object, actor=self.request.user)

    def get_success_url(self):
        return self.batch.get_absolute_url()


class BatchDetail(VisibleBatches, DetailView):
    context_object_name = "batch"

    def get_context_data(self, **kwargs):
        batch = self.object
        certificates = batch.certificates.for_list().order_by("register_year", "register_number")
        return super().get_context_data(
            steps=BATCH.open_to(self.request.user, batch),
            desk=selectors.desk_of_batch(batch, today=timezone.localdate()),
            certificates=certificates,
            eligible=() if batch.issued_on else selectors.eligible(batch.course),
            job=batch.job,
            **kwargs,
        )


class BatchSubmit(VisibleBatches, StepFormView):
    step = "submit"
    form_class = forms.SubmitForm

    def get_form_kwargs(self):
        authorities = SigningAuthority.objects.for_kind(
            self.object.organisation, DocumentKind.CERTIFICATE, timezone.localdate()
        )
        return super().get_form_kwargs() | {"authorities": authorities}

    def act(self, authority):
        services.submit_batch(self.object, authority=authority, actor=self.request.user)


class BatchApprove(VisibleBatches, StepView):
    step = "approve"

    def act(self):
        services.approve_batch(self.object, on=timezone.localdate(), actor=self.request.user)


class BatchReturn(VisibleBatches, StepFormView):
    step = "return"
    form_class = forms.ReasonForm

    def act(self, reason):
        services.return_batch(self.object, reason=reason, actor=self.request.user)


class BatchIssue(VisibleBatches, StepFormView):
    step = "issue"
    form_class = forms.IssueForm

    def get_initial(self):
        return {"issued_on": timezone.localdate()}

    def act(self, issued_on):
        services.issue_batch(self.object, issued_on=issued_on, actor=self.request.user)


class BatchZip(VisibleBatches, DetailView):
    """All drawn certificates of a batch in one file."""

    def render_to_response(self, context, **kwargs):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for certificate in self.object.certificates.for_list().order_by("register_number"):
                if certificate.document.file:
                    name = f"{certificate.register_number:04d} {certificate.enrolment.trainee.full_name}.pdf"
                    archive.writestr(name, certificate.document.file.read())
        buffer.seek(0)
        return FileResponse(
            buffer, as_attachment=True, filename=f"giay-chung-nhan-{self.object.course.code}.zip"
        )


class VisibleCertificates:
    workflow = CERTIFICATE

    def get_queryset(self):
        return Certificate.objects.visible_to(self.request.user).select_related(
            "document__organisation", "enrolment__trainee", "enrolment__course__organisation", "batch"
        )


class CertificateList(ListPage):
    """The register book (sổ cấp giấy chứng nhận), newest line first."""

    template_name = "certificates/certificate_list.html"

    def get_queryset(self):
        rows = Certificate.objects.visible_to(self.request.user).for_list()
        self.query = self.request.GET.get("q", "").strip()
        if self.query:
            people = Certificate.objects.visible_to(self.request.user).search(self.query)
            rows = rows.filter(pk__in=people.values("pk"))
        return rows

    def get_context_data(self, **kwargs):
        return super().get_context_data(query=self.query, **kwargs)


class CertificateDetail(VisibleCertificates, DetailView):
    context_object_name = "certificate"

    def get_context_data(self, **kwargs):
        return super().get_context_data(steps=CERTIFICATE.open_to(self.request.user, self.object), **kwargs)


class CertificateFile(VisibleCertificates, DetailView):
    def render_to_response(self, context, **kwargs):
        document = self.object.document
        if not document.file:
            raise Http404(_("The document is still being drawn."))
        name = f"{document.reference.replace('/', '-')}.pdf"
        return FileResponse(document.file.open("rb"), filename=name, content_type="application/pdf")


class CertificateRevoke(VisibleCertificates, StepFormView):
    step = "revoke"
    form_class = forms.ReasonForm

    def act(self, reason):
        services.revoke_certificate(
            self.object, reason=reason, revoked_on=timezone.localdate(), actor=self.request.user
        )


@login_not_required
@never_cache
def verify(request, token):
    """The public page behind the QR code: genuine, revoked or not found. No log-in, no script."""
    certificate = selectors.by_token(token)
    status = 200 if certificate else 404
    return render(
        request, "certificates/verify.html", {"certificate": certificate, "token": token}, status=status
    )


@login_not_required
def verify_code(request):
    """Where a code is typed by hand; leads to the page of the code."""
    code = request.GET.get("code", "").strip()
    if code:
        return verify(request, code)
    return render(request, "certificates/verify_code.html")
