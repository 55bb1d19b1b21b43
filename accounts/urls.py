from django.urls import path

from accounts.views import own, people

app_name = "accounts"
urlpatterns = [
    path("login/", own.LogIn.as_view(), name="login"),
    path("logout/", own.LogOut.as_view(), name="logout"),
    path("me/", own.Profile.as_view(), name="profile"),
    path("me/edit/", own.ProfileUpdate.as_view(), name="profile-update"),
    path("me/password/", own.PasswordUpdate.as_view(), name="password-update"),
    path("people/", people.UserList.as_view(), name="user-list"),
    path("people/new/", people.UserCreate.as_view(), name="user-create"),
    path("people/<int:pk>/", people.UserDetail.as_view(), name="user-detail"),
    path("people/<int:pk>/role/", people.RoleGrant.as_view(), name="role-grant"),
    path("people/<int:pk>/lock/", people.UserLock.as_view(), name="user-lock"),
    path("people/<int:pk>/unlock/", people.UserUnlock.as_view(), name="user-unlock"),
    path("people/<int:pk>/password/", people.UserReset.as_view(), name="user-reset"),
    path("memberships/<int:pk>/end/", people.MembershipEnd.as_view(), name="membership-end"),
]
