from django.urls import path

from monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("inbox/count/", views.inbox_count, name="inbox-count"),
    path("overview/", views.overview, name="overview"),
    path("search/", views.search, name="search"),
]
