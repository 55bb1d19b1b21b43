from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("documents/", views.DocumentList.as_view(), name="document-list"),
    path("documents/<int:pk>/", views.DocumentDetail.as_view(), name="document-detail"),
    path("documents/<int:pk>/file/", views.DocumentFile.as_view(), name="document-file"),
    path("documents/<int:pk>/sign/", views.DocumentSign.as_view(), name="document-sign"),
    path("documents/<int:pk>/issue/", views.DocumentIssue.as_view(), name="document-issue"),
    path("documents/<int:pk>/return/", views.DocumentReturn.as_view(), name="document-return"),
    path("documents/<int:pk>/revoke/", views.DocumentRevoke.as_view(), name="document-revoke"),
]
