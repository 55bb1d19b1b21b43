"""One street; each door belongs to its floor."""

from django.urls import include, path

urlpatterns = [
    path("", include("monitoring.urls")),
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("", include("organisations.urls")),
    path("", include("documents.urls")),
    path("", include("courses.urls")),
    path("", include("trainees.urls")),
    path("", include("certificates.urls")),
    path("", include("finance.urls")),
]

handler500 = "core.views.server_error"
