"""The administrator's desk: new people, roles with dates, locked accounts; nobody serves himself."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import services
from accounts.enums import Role
from accounts.models import Membership, User
from core.errors import DomainError
from core.models import AuditEntry
from tests.factories import LONG_AGO, make_user

CREATE = "accounts:user-create"


@pytest.fixture
def answers(unit):
    return {
        "full_name": "Lê Văn Mới",
        "username": "le.moi",
        "position": "Cán bộ tổ chức",
        "email": "moi@congdoan.vn",
        "phone": "0912345678",
        "organisation": unit.pk,
        "role": Role.UNIT_COORDINATOR,
        "valid_from": "01/07/2025",
        "valid_to": "",
    }


@pytest.fixture
def second(federation):
    return make_user("second", federation, Role.ADMINISTRATOR, full_name="Tôn Nữ Thứ Hai")


def password_on(html):
    return re.search(r"<code class=\"fs-4 num\">([^<]+)</code>", html)[1]


def test_a_new_person_gets_a_role_and_a_password_that_is_shown_once(as_user, quan, unit, answers):
    client = as_user(quan)

    response = client.post(reverse(CREATE), answers)

    person = User.objects.get(username="le.moi")
    password = password_on(response.content.decode())
    assert "no-store" in response.headers["Cache-Control"]
    assert person.check_password(password)
    assert person.roles == {Role.UNIT_COORDINATOR}
    assert password not in str(list(AuditEntry.objects.values_list("data", flat=True)))
    page = client.get(person.get_absolute_url()).content.decode()
    assert "Lê Văn Mới" in page
    assert password not in page


def test_two_passwords_are_never_the_same(quan, unit):
    made = {
        services.create_person(
            unit, username=name, full_name="A B", role=Role.UNIT_CHAIR, valid_from=LONG_AGO, actor=quan
        )[1]
        for name in ("m1", "m2", "m3")
    }

    assert len(made) == 3
    assert all(re.fullmatch(r"\w{4}-\w{4}-\w{4}", password) for password in made)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"username": "DUNG"}, "đã có người dùng"),
        ({"username": "le moi"}, "viết liền"),
        ({"valid_to": "01/01/2020"}, "Ngày cuối đang trước ngày bắt đầu"),
        ({"role": ""}, "Chọn vai trò"),
        ({"email": "moi@"}, "Ghi đủ thư điện tử"),
    ],
)
def test_a_refused_person_keeps_what_was_typed(as_user, quan, dung, answers, wrong, sentence):
    response = as_user(quan).post(reverse(CREATE), answers | wrong)

    html = response.content.decode()
    assert sentence in html
    assert 'value="Lê Văn Mới"' in html
    assert not User.objects.filter(full_name="Lê Văn Mới").exists()


def test_a_role_is_given_only_inside_the_scope(as_user, quan, foreign_federation, answers):
    response = as_user(quan).post(reverse(CREATE), answers | {"organisation": foreign_federation.pk})

    assert "trong danh sách" in response.content.decode()
    assert not User.objects.filter(username="le.moi").exists()


def test_an_administrator_of_a_unit_gives_no_role_above_it(as_user, unit, federation, answers):
    local = make_user("local", unit, Role.ADMINISTRATOR)

    response = as_user(local).post(reverse(CREATE), answers | {"organisation": federation.pk})

    assert "trong danh sách" in response.content.decode()
    assert as_user(local).post(reverse(CREATE), answers).status_code == 200
    assert User.objects.get(username="le.moi").roles == {Role.UNIT_COORDINATOR}


def test_an_inspector_above_who_administers_below_keeps_nobody_above(as_user, unit, federation, an):
    local = make_user("local", unit, Role.ADMINISTRATOR)
    Membership.objects.create(user=local, organisation=federation, role=Role.INSPECTOR, valid_from=LONG_AGO)
    client = as_user(local)

    for name in ("accounts:user-detail", "accounts:role-grant"):
        assert client.get(reverse(name, args=[an.pk])).status_code == 403
    assert client.post(reverse("accounts:user-reset", args=[an.pk])).status_code == 403
    held = an.memberships.get()
    assert client.post(reverse("accounts:membership-end", args=[held.pk])).status_code == 403


def test_a_role_is_given_and_ended_with_dates(as_user, quan, an, neighbour):
    client, today = as_user(quan), timezone.localdate()
    role = {"organisation": neighbour.pk, "role": Role.INSPECTOR, "valid_from": "01/07/2025", "valid_to": ""}

    client.post(reverse("accounts:role-grant", args=[an.pk]), role)
    held = an.memberships.get(role=Role.INSPECTOR)
    yesterday = today - dt.timedelta(days=1)
    client.post(reverse("accounts:membership-end", args=[held.pk]), {"valid_to": f"{yesterday:%d/%m/%Y}"})

    held.refresh_from_db()
    assert (held.valid_from, held.valid_to) == (dt.date(2025, 7, 1), yesterday)
    assert User.objects.get(pk=an.pk).roles == {Role.ORGANISER}
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["accounts.membership.create", "accounts.membership.end"]


def test_the_same_role_is_not_given_twice_at_one_time(quan, an, organising_department):
    with pytest.raises(DomainError, match="đã giữ"):
        services.grant_role(
            an, organisation=organising_department, role=Role.ORGANISER, valid_from=LONG_AGO, actor=quan
        )


def test_a_role_that_has_ended_is_not_ended_again(quan, an):
    an.memberships.update(valid_to=LONG_AGO)

    with pytest.raises(DomainError, match="đã kết thúc"):
        services.end_membership(an.memberships.get(), valid_to=timezone.localdate(), actor=quan)


def test_a_role_does_not_end_before_it_begins(quan, an):
    with pytest.raises(DomainError, match="không thể sớm hơn"):
        services.end_membership(an.memberships.get(), valid_to=dt.date(2014, 1, 1), actor=quan)


def test_nobody_changes_his_own_roles_or_account(as_user, quan, second, unit):
    client, own = as_user(quan), quan.memberships.get()
    role = {"organisation": unit.pk, "role": Role.LEADER, "valid_from": "01/07/2025"}

    granted = client.post(reverse("accounts:role-grant", args=[quan.pk]), role).content.decode()
    ended = client.post(reverse("accounts:membership-end", args=[own.pk]), {"valid_to": "01/07/2025"})
    for name in ("accounts:user-lock", "accounts:user-reset"):
        client.post(reverse(name, args=[quan.pk]))

    assert "Không ai tự đổi" in granted
    assert "Không ai tự đổi" in ended.content.decode()
    quan.refresh_from_db()
    assert quan.is_active
    assert quan.check_password("demo-2026")
    assert list(quan.memberships.values_list("role", "valid_to")) == [(Role.ADMINISTRATOR, None)]
    assert "Giao vai trò" not in client.get(quan.get_absolute_url()).content.decode().partition("<main")[2]


def test_the_last_administrator_of_a_federation_stays(quan, second, federation):
    today = timezone.localdate()
    services.end_membership(second.memberships.get(), valid_to=today, actor=quan)

    with pytest.raises(DomainError, match="quản trị viên cuối cùng"):
        services.end_membership(quan.memberships.get(), valid_to=today, actor=second)
    with pytest.raises(DomainError, match="quản trị viên cuối cùng"):
        services.end_membership(quan.memberships.get(), valid_to=today, actor=None)


def test_the_last_administrator_who_may_log_in_is_not_locked(quan, second, unit):
    make_user("local", unit, Role.ADMINISTRATOR)  # of a unit only: does not count for the federation
    services.lock_person(second, actor=quan)

    with pytest.raises(DomainError, match="quản trị viên cuối cùng"):
        services.lock_person(quan, actor=User.objects.get(pk=second.pk))


def test_a_locked_account_is_out_at_once_and_comes_back(as_user, client, quan, an):
    as_user(quan).post(reverse("accounts:user-lock", args=[an.pk]))
    client.post(reverse("accounts:logout"))

    assert client.post("/login/", {"username": "an", "password": "demo-2026"}).status_code == 200

    as_user(quan).post(reverse("accounts:user-unlock", args=[an.pk]))
    client.post(reverse("accounts:logout"))
    assert client.post("/login/", {"username": "an", "password": "demo-2026"}).status_code == 302
    assert set(AuditEntry.objects.filter(actor=quan).values_list("verb", flat=True)) >= {
        "accounts.user.lock",
        "accounts.user.unlock",
    }


def test_a_forgotten_password_is_replaced_and_shown_once(as_user, quan, an):
    response = as_user(quan).post(reverse("accounts:user-reset", args=[an.pk]))

    an.refresh_from_db()
    assert an.check_password(password_on(response.content.decode()))


def test_an_account_that_works_elsewhere_too_is_not_locked_from_here(as_user, quan, an, foreign_federation):
    Membership.objects.create(
        user=an, organisation=foreign_federation, role=Role.INSPECTOR, valid_from=LONG_AGO
    )

    response = as_user(quan).post(reverse("accounts:user-lock", args=[an.pk]), follow=True)

    assert "ngoài phạm vi" in response.content.decode()
    an.refresh_from_db()
    assert an.is_active
    assert foreign_federation.name not in as_user(quan).get(an.get_absolute_url()).content.decode()


DOORS = ["user-detail", "role-grant", "user-lock", "user-unlock", "user-reset"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("name", "status"), [("binh", 403), ("lan", 403), ("minh", 403), ("dung", 404), ("chi", 404)]
)
def test_nobody_else_keeps_people(as_user, request, an, name, status, door):
    client, address = as_user(request.getfixturevalue(name)), reverse(f"accounts:{door}", args=[an.pk])
    response = (
        client.post(address) if door.startswith("user-") and door != "user-detail" else client.get(address)
    )

    # a unit's coordinator is refused before the search at the pages of the administrator
    assert response.status_code in ({status} if door != "user-detail" else {status, 403})
    an.refresh_from_db()
    assert an.is_active
    assert an.check_password("demo-2026")


@pytest.mark.parametrize(("name", "status"), [("binh", 403), ("dung", 404), ("chi", 404)])
def test_nobody_else_ends_a_role(as_user, request, an, name, status):
    address = reverse("accounts:membership-end", args=[an.memberships.get().pk])

    response = as_user(request.getfixturevalue(name)).post(address, {"valid_to": "01/07/2025"})

    assert response.status_code == status
    assert an.memberships.get().valid_to is None


@pytest.mark.parametrize("name", ["an", "lan", "minh", "dung", "giang"])
def test_only_an_administrator_adds_people(as_user, request, name, answers):
    assert as_user(request.getfixturevalue(name)).post(reverse(CREATE), answers).status_code == 403
    assert not User.objects.filter(username="le.moi").exists()


@pytest.mark.parametrize("count", [1, 50])
def test_the_page_of_a_person_costs_the_same_number_of_queries(
    as_user, quan, an, unit, count, django_assert_max_num_queries
):
    for number in range(count):
        Membership.objects.create(
            user=an,
            organisation=unit,
            role=Role.INSPECTOR,
            valid_from=LONG_AGO + dt.timedelta(days=number),
            valid_to=LONG_AGO + dt.timedelta(days=number),
        )
    client = as_user(quan)

    with django_assert_max_num_queries(12):
        client.get(an.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(reverse(CREATE))


def test_the_organisation_one_comes_from_is_chosen_already(as_user, quan, unit):
    html = as_user(quan).get(reverse(CREATE), {"organisation": unit.pk}).content.decode()

    assert f'<option value="{unit.pk}" selected>' in html
