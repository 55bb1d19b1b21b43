from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from accounts import services
from accounts.forms import LogInForm, PasswordForm, ProfileForm
from accounts.models import User
from accounts.views.people import with_roles_of_today
from core.views import ActView

IDLE_SECONDS = 15 * 60
DEMO_PASSWORD = "demo-2026"
DEMO_ACCOUNTS = (
    "chuyenvien", "truongban", "lanhdao", "vanthu", "ketoan", "truongtaichinh",
    "donvi", "chutichdonvi", "truong", "giangvien", "kiemtra", "quantri",
)  # fmt: skip


class LogIn(LoginView):
    template_name = "accounts/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        response = super().form_valid(form)
        if form.cleaned_data["is_shared"]:
            self.request.session["idle"] = True
            self.request.session.set_expiry(IDLE_SECONDS)
        services.record_login(self.request.user, actor=self.request.user)
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            error_heading=_("Not logged in yet"),
            demo_users=self.demo_users() if settings.DEMO else [],
            demo_password=DEMO_PASSWORD,
            **kwargs,
        )

    def demo_users(self):
        """One account for each role, in the order of the work, on installations that are for trying out only."""
        users = User.objects.filter(is_active=True, username__in=DEMO_ACCOUNTS)
        return sorted(with_roles_of_today(users), key=lambda user: DEMO_ACCOUNTS.index(user.username))


class LogOut(LogoutView):
    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            services.record_logout(request.user, actor=request.user)
        return super().post(request, *args, **kwargs)


class Profile(TemplateView):
    """The reader's own page: who he or she is here; on phones also the whole menu."""

    template_name = "accounts/profile.html"


class OwnPage(ActView):
    """A form about the reader, who always may."""

    def check_access(self):
        pass

    def get_success_url(self):
        return reverse("accounts:profile")


class ProfileUpdate(OwnPage):
    form_class = ProfileForm
    page_title = gettext_lazy("Change my contact details")

    def get_initial(self):
        user = self.request.user
        return {"position": user.position, "email": user.email, "phone": user.phone}

    def act(self, **answers):
        services.update_profile(self.request.user, actor=self.request.user, **answers)


class PasswordUpdate(OwnPage):
    form_class = PasswordForm
    page_title = gettext_lazy("Change my password")
    button_label = gettext_lazy("Change the password")
    success_message = gettext_lazy("The password has been changed.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, *, new_password, **answers):
        services.change_password(self.request.user, new_password=new_password, actor=self.request.user)
        update_session_auth_hash(self.request, self.request.user)
