from django.urls import path

from documents.views import authorities, papers

app_name = "documents"
urlpatterns = [
    path("documents/", papers.DocumentList.as_view(), name="document-list"),
    path("documents/<int:pk>/", papers.DocumentDetail.as_view(), name="document-detail"),
    path("documents/<int:pk>/file/", papers.DocumentFile.as_view(), name="document-file"),
    path("documents/<int:pk>/sign/", papers.DocumentSign.as_view(), name="document-sign"),
    path("documents/<int:pk>/issue/", papers.DocumentIssue.as_view(), name="document-issue"),
    path("documents/<int:pk>/return/", papers.DocumentReturn.as_view(), name="document-return"),
    path("documents/<int:pk>/revoke/", papers.DocumentRevoke.as_view(), name="document-revoke"),
    path("authorities/", authorities.AuthorityList.as_view(), name="authority-list"),
    path("authorities/new/", authorities.AuthorityCreate.as_view(), name="authority-create"),
    path("authorities/<int:pk>/end/", authorities.AuthorityEnd.as_view(), name="authority-end"),
]
