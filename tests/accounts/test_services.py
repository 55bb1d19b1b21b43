import pytest
from django.core.exceptions import ValidationError

from accounts import services
from accounts.enums import Role
from accounts.models import User
from accounts.policies import can_administer, holds
from core.models import AuditEntry
from tests.factories import LONG_AGO


def test_a_new_person_sees_nothing_until_a_role_is_given(federation, quan, unit):
    user = services.create_user("moi", full_name="  Lê  Văn Mới ", password="Hoa-sen-1969", actor=quan)

    assert user.full_name == "Lê Văn Mới"
    assert user.check_password("Hoa-sen-1969")
    assert user.roles == set()
    services.grant_role(user, organisation=unit, role=Role.UNIT_CHAIR, valid_from=LONG_AGO, actor=quan)
    assert User.objects.get(pk=user.pk).roles == {Role.UNIT_CHAIR}
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {
        "accounts.user.create",
        "accounts.membership.create",
    }


def test_two_people_cannot_have_one_log_in_name(an, quan):
    with pytest.raises(ValidationError):
        services.create_user("an", full_name="An Khác", password="Hoa-sen-1969", actor=quan)


def test_a_role_reaches_down_the_tree_but_never_up_or_sideways(an, dung, unit, neighbour, federation, chi):
    assert holds(an, unit, Role.ORGANISER)
    assert not holds(dung, federation, Role.UNIT_COORDINATOR)
    assert not holds(dung, neighbour, Role.UNIT_COORDINATOR)
    assert not can_administer(chi, unit)


def test_an_ended_membership_gives_nothing(an):
    an.memberships.update(valid_to=LONG_AGO)

    assert User.objects.get(pk=an.pk).roles == set()
