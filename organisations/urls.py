from django.urls import path

from organisations import views

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.OrganisationList.as_view(), name="organisation-list"),
    path("organisations/<int:pk>/", views.OrganisationDetail.as_view(), name="organisation-detail"),
    path("organisations/<int:pk>/letterhead/", views.LetterheadCreate.as_view(), name="letterhead-create"),
]
