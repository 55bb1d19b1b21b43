from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.LogIn.as_view(), name="login"),
    path("logout/", views.LogOut.as_view(), name="logout"),
    path("me/", views.Profile.as_view(), name="profile"),
    path("me/edit/", views.ProfileUpdate.as_view(), name="profile-update"),
    path("me/password/", views.PasswordUpdate.as_view(), name="password-update"),
    path("people/", views.UserList.as_view(), name="user-list"),
]
