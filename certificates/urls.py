from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("courses/<int:pk>/certificates/", views.CourseCertificates.as_view(), name="course-certificates"),
    path("courses/<int:pk>/certificates/new/", views.BatchCreate.as_view(), name="batch-create"),
    path("certificates/batches/<int:pk>/", views.BatchDetail.as_view(), name="batch-detail"),
    path("certificates/batches/<int:pk>/submit/", views.BatchSubmit.as_view(), name="batch-submit"),
    path("certificates/batches/<int:pk>/approve/", views.BatchApprove.as_view(), name="batch-approve"),
    path("certificates/batches/<int:pk>/return/", views.BatchReturn.as_view(), name="batch-return"),
    path("certificates/batches/<int:pk>/issue/", views.BatchIssue.as_view(), name="batch-issue"),
    path("certificates/batches/<int:pk>/zip/", views.BatchZip.as_view(), name="batch-zip"),
    path("certificates/", views.CertificateList.as_view(), name="certificate-list"),
    path("certificates/<int:pk>/", views.CertificateDetail.as_view(), name="certificate-detail"),
    path("certificates/<int:pk>/file/", views.CertificateFile.as_view(), name="certificate-file"),
    path("certificates/<int:pk>/revoke/", views.CertificateRevoke.as_view(), name="certificate-revoke"),
    path("v/", views.verify_code, name="verify-code"),
    path("v/<str:token>/", views.verify, name="verify"),
]
