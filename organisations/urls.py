from django.urls import path

from organisations import views

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.OrganisationList.as_view(), name="organisation-list"),
    path("organisations/<int:pk>/", views.OrganisationDetail.as_view(), name="organisation-detail"),
    path("organisations/<int:pk>/new/", views.OrganisationCreate.as_view(), name="organisation-create"),
    path("organisations/<int:pk>/rename/", views.OrganisationRename.as_view(), name="organisation-rename"),
    path("organisations/<int:pk>/letterhead/", views.LetterheadCreate.as_view(), name="letterhead-create"),
]
