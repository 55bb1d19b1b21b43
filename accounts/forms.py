from django import forms
from django.contrib.auth import authenticate, password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.forms import DateField, FilterForm, HouseForm
from organisations.models import Organisation


class LogInForm(HouseForm):
    """What Django's ``LoginView`` expects of its form: ``request`` first, ``get_user`` after."""

    username = forms.CharField(
        label=_("Log-in name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("Password of the account"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    is_shared = forms.BooleanField(
        label=_("Shared computer: log me out after 15 minutes without work"), required=False, initial=True
    )

    def __init__(self, request=None, *args, **kwargs):
        self.request = request
        self.user = None
        super().__init__(*args, **kwargs)

    def clean(self):
        answers = super().clean()
        if answers.get("username") and answers.get("password"):
            self.user = authenticate(self.request, username=answers["username"], password=answers["password"])
            if self.user is None:  # one text for both, so that nobody learns which names exist
                raise forms.ValidationError(_("The log-in name or the password is not right."))
        return answers

    def get_user(self):
        return self.user


class ProfileForm(HouseForm):
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )


class PasswordForm(HouseForm):
    """The present password proves who sits there; the new one is typed twice."""

    old_password = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 8 characters, not a common word, not like your name."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated_password = forms.CharField(
        label=_("New password once more"),
        strip=False,
        error_messages={"required": _("Write the new password once more.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_old_password(self):
        password = self.cleaned_data["old_password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("The present password is not right."))
        return password

    def clean_new_password(self):
        password = self.cleaned_data["new_password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self):
        answers = super().clean()
        new, repeated = answers.get("new_password"), answers.get("repeated_password")
        if new and repeated and new != repeated:
            self.add_error("repeated_password", _("The two new passwords differ. Write the same one twice."))
        return answers


class RoleForm(HouseForm):
    """A role somewhere in the administrator's scope, for a time."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation of the role"))
    role = forms.ChoiceField(label=_("Role to give"), choices=[("", "---------"), *Role.choices])
    valid_from = DateField(label=_("First day of the role"))
    valid_to = DateField(
        label=_("Last day of the role"), required=False, help_text=_("Leave it empty while no end is known.")
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations


class PersonForm(RoleForm):
    full_name = forms.CharField(label=_("Full name of the person"), max_length=200)
    username = forms.CharField(
        label=_("Log-in name"),
        max_length=150,
        help_text=_("Letters and digits without blanks, for example nguyen.hoa; it never changes"),
        validators=[
            UnicodeUsernameValidator(
                message=_("Write the log-in name without blanks, for example nguyen.hoa.")
            )
        ],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )

    field_order = ["full_name", "username", "position", "email", "phone", "organisation", "role"]


class EndForm(HouseForm):
    valid_to = DateField(
        label=_("Last day of the role"),
        help_text=_("The role still holds on this day and no longer after it."),
    )


class PeopleFilter(FilterForm):
    q = forms.CharField(
        label=_("Name or log-in name"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    organisation = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
