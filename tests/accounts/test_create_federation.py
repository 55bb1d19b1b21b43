"""How an empty installation begins: one command, one federation, one administrator."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from organisations.enums import OrganisationKind
from organisations.models import Organisation

pytestmark = pytest.mark.django_db


def found(code="HP", name="Liên đoàn Lao động thành phố Hải Phòng", admin="admin.hp"):
    out = StringIO()
    call_command(
        "create_federation",
        code,
        name,
        place="Hải Phòng",
        admin=admin,
        admin_name="Mai Anh Thử",
        json=True,
        stdout=out,
    )
    return json.loads(out.getvalue())


def test_a_federation_is_founded_under_the_confederation_with_its_letterhead():
    found()

    federation = Organisation.objects.get(code="HP")
    letterhead = federation.letterheads.get()
    assert federation.federation == federation
    assert federation.short_name == "LĐLĐ thành phố Hải Phòng"
    assert Organisation.objects.get_parent(federation).kind == OrganisationKind.CONFEDERATION
    assert letterhead.parent_lines == ["TỔNG LIÊN ĐOÀN LAO ĐỘNG", "VIỆT NAM"]
    assert letterhead.issuer_lines == ["LIÊN ĐOÀN LAO ĐỘNG", "THÀNH PHỐ HẢI PHÒNG"]
    assert (letterhead.symbol, letterhead.place_name) == ("LĐLĐ", "Hải Phòng")


def test_the_administrator_logs_in_with_the_printed_password_and_adds_the_first_unit(client):
    facts = found()

    assert client.post("/login/", {"username": "admin.hp", "password": facts["password"]}).status_code == 302
    assert User.objects.get().roles == {Role.ADMINISTRATOR}
    response = client.post(
        reverse("organisations:organisation-create", args=[facts["id"]]),
        {
            "kind": OrganisationKind.COMMUNE,
            "code": "HP-P-LC",
            "name": "Công đoàn phường Lê Chân",
            "short_name": "CĐ phường Lê Chân",
            "valid_from": "01/07/2025",
        },
    )
    assert response.headers["Location"] == Organisation.objects.get(code="HP-P-LC").get_absolute_url()


def test_a_second_federation_shares_the_confederation():
    found()
    found("DN", "Liên đoàn Lao động thành phố Đà Nẵng", "admin.dn")

    assert Organisation.objects.of_kind(OrganisationKind.CONFEDERATION).count() == 1
    assert Organisation.objects.of_kind(OrganisationKind.FEDERATION).count() == 2


@pytest.mark.parametrize("again", [{"admin": "other"}, {"code": "DN"}])
def test_a_code_or_a_log_in_name_that_exists_changes_nothing(again):
    found()

    with pytest.raises(CommandError):
        found(**again)

    assert list(User.objects.values_list("username", flat=True)) == ["admin.hp"]
    assert Organisation.objects.count() == 2
