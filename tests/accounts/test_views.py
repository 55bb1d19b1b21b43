import pytest
from django.test import override_settings
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from core.models import AuditEntry
from tests.factories import make_user

LOGIN = "/login/"


def log_in(client, username, password="demo-2026", **more):
    return client.post(LOGIN, {"username": username, "password": password, **more})


def test_logging_in_and_out_is_written_in_the_log(client, an):
    log_in(client, "an")
    response = client.post(reverse("accounts:logout"))

    assert response.status_code == 302
    verbs = list(AuditEntry.objects.filter(actor=an).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["accounts.user.login", "accounts.user.logout"]


def test_logging_in_leads_to_the_work_to_do(client, an):
    assert log_in(client, "an").headers["Location"] == reverse("monitoring:inbox")


def test_logging_in_leads_back_only_inside_the_house(client, an):
    assert log_in(client, "an", next="/me/").headers["Location"] == "/me/"
    client.post(reverse("accounts:logout"))
    assert (
        log_in(client, "an", next="https://elsewhere.example/").headers["Location"]
        != "https://elsewhere.example/"
    )


@pytest.mark.parametrize("wrong", [("an", "sai-mat-khau"), ("nobody", "demo-2026"), ("khoa", "demo-2026")])
def test_a_wrong_name_a_wrong_password_and_a_locked_account_say_the_same(client, an, federation, wrong):
    make_user("khoa", federation, Role.LEADER, is_active=False)

    response = log_in(client, *wrong)

    html = response.content.decode()
    assert response.context["user"].is_anonymous
    assert html.count("Tên đăng nhập hoặc mật khẩu chưa đúng") == 1
    assert "<title>Lỗi: " in html
    assert 'value="' + wrong[1] not in html.partition("demo-list")[0]


def test_an_empty_form_names_both_fields_beside_them_and_in_the_summary(client, an):
    html = log_in(client, "", "").content.decode()

    assert "còn 2 chỗ cần sửa" in html
    assert html.count("Ghi tên đăng nhập") == 2
    assert 'href="#id_password"' in html
    assert 'aria-invalid="true"' in html


def test_a_session_lasts_the_working_day_and_on_a_shared_computer_a_quarter_of_an_hour(client, an):
    log_in(client, "an")
    assert client.session.get_expiry_age() == 8 * 3600
    client.post(reverse("accounts:logout"))

    log_in(client, "an", is_shared="on")

    assert client.session.get_expiry_age() == 15 * 60


def test_working_on_a_shared_computer_keeps_the_session(client, an):
    log_in(client, "an", is_shared="on")
    session = client.session
    session["touched"] = 0
    session.save()

    client.get(reverse("accounts:profile"))

    assert client.session["touched"] > 0


def test_the_demo_accounts_log_in_with_one_press(client, an, binh):
    User.objects.filter(pk=an.pk).update(username="lanhdao")
    User.objects.filter(pk=binh.pk).update(username="truongban")
    html = client.get(LOGIN).content.decode()
    assert '<input type="hidden" name="username" value="truongban">' in html
    assert html.index('value="truongban"') < html.index('value="lanhdao"')  # in the order of the work
    assert "trưởng ban" in html.lower() or "head of the organising" in html

    response = client.post(LOGIN, {"username": "truongban", "password": "demo-2026"})

    assert response.status_code == 302


@override_settings(DEMO=False)
def test_a_real_installation_offers_no_accounts(client, an):
    html = client.get(LOGIN).content.decode()

    assert "demo-2026" not in html
    assert "Phạm Hoài An" not in html


def test_logging_out_by_a_link_is_refused(as_user, an):
    assert as_user(an).get(reverse("accounts:logout")).status_code == 405


def test_the_profile_names_the_roles(as_user, an):
    html = as_user(an).get(reverse("accounts:profile")).content.decode()

    assert "Phạm Hoài An" in html
    assert "Ban Tổ chức" in html


def test_changing_the_password_keeps_the_session_and_locks_the_old_one_out(as_user, client, an):
    page = reverse("accounts:password-update")
    answers = {
        "old_password": "demo-2026",
        "new_password": "Hoa-sen-1969",
        "repeated_password": "Hoa-sen-1969",
    }

    response = as_user(an).post(page, answers, follow=True)

    assert response.context["user"] == an
    assert "Đã đổi mật khẩu" in response.content.decode()
    entry = AuditEntry.objects.get(verb="accounts.user.password")
    assert "Hoa-sen" not in str(entry.data)
    client.post(reverse("accounts:logout"))
    assert log_in(client, "an").status_code == 200
    assert log_in(client, "an", "Hoa-sen-1969").status_code == 302


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"old_password": "x"}, "Mật khẩu đang dùng chưa đúng"),
        ({"repeated_password": "Hoa-sen-1970"}, "chưa giống nhau"),
        ({"new_password": "12345678", "repeated_password": "12345678"}, "Mật khẩu"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(as_user, an, answers, sentence):
    good = {"old_password": "demo-2026", "new_password": "Hoa-sen-1969", "repeated_password": "Hoa-sen-1969"}

    response = as_user(an).post(reverse("accounts:password-update"), good | answers)

    assert sentence in response.content.decode()
    an.refresh_from_db()
    assert an.check_password("demo-2026")
    assert not AuditEntry.objects.exists()


def test_changing_the_contact_details_logs_the_fields_but_not_their_contents(as_user, an):
    as_user(an).post(
        reverse("accounts:profile-update"), {"position": "", "email": "an@congdoan.vn", "phone": "0912345678"}
    )

    an.refresh_from_db()
    assert (an.email, an.phone) == ("an@congdoan.vn", "0912345678")
    assert AuditEntry.objects.get().data == {"fields": ["email", "phone"]}


def test_an_unfinished_email_is_refused_in_plain_words(as_user, an):
    response = as_user(an).post(reverse("accounts:profile-update"), {"email": "an@"})

    assert "Ghi đủ thư điện tử, ví dụ ten@donvi.vn" in response.content.decode()


def test_the_administrator_sees_the_people_of_the_scope_and_nobody_else(as_user, quan, an, dung, chi):
    html = as_user(quan).get(reverse("accounts:user-list")).content.decode()

    assert "Hoàng Tiến Dũng" in html
    assert "Lý Linh Chi" not in html


def test_the_people_can_be_narrowed_by_name_and_by_organisation(as_user, quan, an, dung, unit):
    client = as_user(quan)

    by_name = client.get(reverse("accounts:user-list"), {"q": "Tiến"}).context["object_list"]
    by_unit = client.get(reverse("accounts:user-list"), {"organisation": unit.pk}).context["object_list"]
    by_nonsense = client.get(reverse("accounts:user-list"), {"organisation": "x"})

    assert list(by_name) == list(by_unit) == [dung]
    assert by_nonsense.status_code == 200


@pytest.mark.parametrize("name", ["an", "lan", "dung", "minh", "giang"])
def test_only_an_administrator_sees_the_people(as_user, request, name):
    assert as_user(request.getfixturevalue(name)).get(reverse("accounts:user-list")).status_code == 403


@pytest.mark.parametrize("count", [1, 50])
def test_the_people_cost_the_same_number_of_queries(
    as_user, quan, unit, count, django_assert_max_num_queries
):
    for _number in range(count):
        make_user(None, unit, Role.UNIT_COORDINATOR, Role.UNIT_CHAIR)
    client = as_user(quan)

    with django_assert_max_num_queries(12):
        client.get(reverse("accounts:user-list"))
