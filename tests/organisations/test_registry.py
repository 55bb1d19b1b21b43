"""New organisations and new names."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.models import AuditEntry
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from organisations.selectors import name_on
from tests.factories import make_user

NEW = {
    "kind": OrganisationKind.COMMUNE,
    "code": "HN-P-BD",
    "name": "Công đoàn phường Ba Đình",
    "short_name": "CĐ phường Ba Đình",
    "valid_from": "01/07/2025",
}
NAME = {"name": "Công đoàn phường Cầu Giấy", "short_name": "CĐ phường Cầu Giấy", "valid_from": "01/07/2025"}


def create_at(organisation):
    return reverse("organisations:organisation-create", args=[organisation.pk])


def rename_at(organisation):
    return reverse("organisations:organisation-rename", args=[organisation.pk])


def test_the_administrator_adds_an_organisation(as_user, quan, federation):
    response = as_user(quan).post(create_at(federation), NEW, follow=True)

    added = Organisation.objects.get(code="HN-P-BD")
    assert added.federation == federation
    assert added.is_child_of(Organisation.objects.get(pk=federation.pk))
    assert added.names.get().valid_from == dt.date(2025, 7, 1)
    assert "Đã thêm đơn vị" in response.content.decode()
    assert AuditEntry.objects.get().verb == "organisations.organisation.create"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": "qt"}, "đã có đơn vị dùng"),
        ({"code": "HN P"}, "chỉ gồm chữ, số"),
        ({"kind": OrganisationKind.FEDERATION}, "Chọn loại đơn vị trong danh sách"),
        ({"valid_from": "31/06/2025"}, "27/03/2026"),
    ],
)
def test_a_refused_organisation_keeps_what_was_typed(
    as_user, quan, federation, foreign_federation, wrong, sentence
):
    before = Organisation.objects.count()

    html = as_user(quan).post(create_at(federation), NEW | wrong).content.decode()

    assert sentence in html
    assert 'value="Công đoàn phường Ba Đình"' in html
    assert Organisation.objects.count() == before


def test_nothing_hangs_below_a_department(as_user, quan, organising_department):
    assert as_user(quan).get(create_at(organising_department)).status_code == 403


def test_a_new_name_ends_the_old_one_the_day_before(as_user, quan, unit):
    response = as_user(quan).post(rename_at(unit), NAME)

    unit.refresh_from_db()
    assert response.headers["Location"] == unit.get_absolute_url()
    assert (unit.name, unit.short_name) == (NAME["name"], NAME["short_name"])
    assert name_on(unit, dt.date(2025, 6, 30)) == "Liên đoàn Lao động quận Cầu Giấy"
    assert name_on(unit, dt.date(2025, 7, 1)) == NAME["name"]
    assert AuditEntry.objects.get().data["before"] == "Liên đoàn Lao động quận Cầu Giấy"


@pytest.mark.parametrize("day", ["01/01/2015", "tomorrow"])
def test_a_name_begins_after_the_present_one_and_not_in_the_future(as_user, quan, unit, day):
    if day == "tomorrow":
        day = f"{timezone.localdate() + dt.timedelta(days=1):%d/%m/%Y}"

    html = as_user(quan).post(rename_at(unit), NAME | {"valid_from": day}).content.decode()

    assert "chưa đến" in html or "muộn hơn" in html
    assert f'value="{NAME["name"]}"' in html
    unit.refresh_from_db()
    assert unit.name == "Liên đoàn Lao động quận Cầu Giấy"
    assert unit.names.count() == 1


@pytest.mark.parametrize("address", [create_at, rename_at])
@pytest.mark.parametrize(("name", "status"), [("an", 403), ("lan", 403), ("minh", 403), ("chi", 404)])
def test_nobody_else_adds_or_renames(as_user, request, federation, address, name, status):
    reader = request.getfixturevalue(name)
    before = Organisation.objects.count()

    response = as_user(reader).post(address(federation), NEW)

    assert response.status_code == status
    assert Organisation.objects.count() == before
    assert federation.names.count() == 1


def test_an_administrator_of_a_unit_keeps_the_unit_alone(as_user, unit, federation):
    local = make_user("local", unit, Role.ADMINISTRATOR)

    assert as_user(local).get(rename_at(federation)).status_code == 403
    assert as_user(local).get(create_at(unit)).status_code == 200
    assert create_at(federation) not in as_user(local).get("/organisations/").content.decode()
