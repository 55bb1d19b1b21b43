import datetime as dt
import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from core import audit, triggers
from core.models import AuditEntry, AuditSeal

LATER = dt.timedelta(minutes=5)


@pytest.fixture
def lines(federation, quan):
    return [
        audit.record(actor=quan, verb="organisations.organisation.rename", target=federation, number=number)
        for number in range(6)
    ]


def seal():
    return audit.seal(now=timezone.now() + LATER)


def lift(*names):
    """What only somebody with the keys of the database can do; the test's rollback puts them back."""
    with connection.cursor() as cursor:
        for name in names:
            table = name.rsplit("_", 2)[0]
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {name}{on}")


def test_a_line_names_the_actor_the_deed_and_the_place(federation, quan):
    entry = audit.record(actor=quan, verb="organisations.organisation.rename", target=federation, was="Cũ")

    assert (entry.actor_name, entry.target_text) == ("Mai Anh Quân", federation.name)
    assert entry.organisation_path == federation.path
    assert list(audit.history(federation)) == [entry]


def test_the_clock_acts_without_a_name(federation):
    entry = audit.record(actor=None, verb="organisations.organisation.rename", target=federation)

    assert (entry.actor, entry.actor_name) == (None, "")


def test_a_verb_is_said_in_vietnamese():
    assert str(audit.label("accounts.user.login")) == "Đăng nhập"
    assert str(audit.label("courses.registration.return")) == "Trả lại"
    assert audit.label("accounts.user.such") == "accounts.user.such"
    assert audit.label("nowhere.thing.such") == "nowhere.thing.such"


def test_the_database_refuses_to_change_a_line(lines, forbidden_by_the_database):
    with forbidden_by_the_database():
        AuditEntry.objects.filter(pk=lines[0].pk).update(actor_name="Ai khác")
    with forbidden_by_the_database():
        lines[0].save()

    assert AuditEntry.objects.get(pk=lines[0].pk).actor_name == "Mai Anh Quân"


def test_the_database_refuses_to_delete_a_line_or_a_seal(lines, forbidden_by_the_database):
    seal()
    with forbidden_by_the_database():
        AuditEntry.objects.filter(pk=lines[0].pk).delete()
    with forbidden_by_the_database():
        AuditSeal.objects.all().delete()
    with forbidden_by_the_database():
        AuditSeal.objects.update(digest="0" * 64)

    assert AuditEntry.objects.count() == 6


def test_fresh_lines_wait_before_they_are_sealed(lines):
    assert audit.seal(now=timezone.now()) is None
    assert seal().count == 6
    assert seal() is None


def test_a_sealed_log_is_whole(lines, federation, quan):
    seal()
    audit.record(actor=quan, verb="organisations.organisation.rename", target=federation)
    second = seal()

    report = audit.verify()

    assert report == {"lines": 7, "seals": 2, "unsealed": 0, "head": second.digest, "broken": []}


@pytest.mark.parametrize(
    "forgery",
    [
        {"actor_name": "Ai khác"},
        {"data": {"number": 99}},
        {"verb": "x.y.z"},
        {"at": timezone.now() - dt.timedelta(days=1)},
        {"target_text": "Khác"},
        {"organisation_path": ""},
    ],
)
def test_an_edit_behind_our_back_breaks_the_chain(lines, forgery):
    seal()
    lift("core_auditentry_no_update")
    AuditEntry.objects.filter(pk=lines[2].pk).update(**forgery)

    assert [(part["expected"], part["found"]) for part in audit.verify()["broken"]] == [(6, 6)]


@pytest.mark.parametrize("position", [0, 3, 5])
def test_a_deleted_line_breaks_the_chain_wherever_it_stood(lines, position):
    seal()
    lift("core_auditentry_no_delete")
    AuditEntry.objects.filter(pk=lines[position].pk).delete()

    assert [(part["expected"], part["found"]) for part in audit.verify()["broken"]] == [(6, 5)]


def test_an_early_edit_also_breaks_every_later_seal_that_is_made_to_fit(lines, federation, quan):
    seal()
    audit.record(actor=quan, verb="organisations.organisation.rename", target=federation)
    second = seal()
    lift("core_auditentry_no_update", "core_auditseal_no_update")
    AuditEntry.objects.filter(pk=lines[0].pk).update(actor_name="Ai khác")
    forged = audit.digest("", AuditEntry.objects.filter(pk__lte=lines[-1].pk).order_by("pk"))
    AuditSeal.objects.exclude(pk=second.pk).update(digest=forged)

    assert [part["last_id"] for part in audit.verify()["broken"]] == [second.last_id]


def test_a_tail_cut_off_with_its_seal_changes_the_head_that_was_written_down(lines, federation, quan):
    seal()
    audit.record(actor=quan, verb="organisations.organisation.rename", target=federation)
    second = seal()
    lift("core_auditentry_no_delete", "core_auditseal_no_delete")
    AuditEntry.objects.filter(pk=second.last_id).delete()
    AuditSeal.objects.filter(pk=second.pk).delete()

    report = audit.verify()

    assert report["broken"] == []
    assert report["head"] != second.digest


def test_the_command_tells_a_whole_log_from_a_broken_one(lines):
    seal()
    call_command("verify_audit", stdout=io.StringIO(), stderr=io.StringIO())
    lift("core_auditentry_no_update")
    AuditEntry.objects.filter(pk=lines[0].pk).update(actor_name="Ai khác")

    with pytest.raises((CommandError, SystemExit)):
        call_command("verify_audit", stdout=io.StringIO(), stderr=io.StringIO())


def test_the_triggers_come_back_with_every_migrate(lines, forbidden_by_the_database):
    lift("core_auditentry_no_update")

    triggers.install(apps.get_app_config("core"))

    with forbidden_by_the_database():
        AuditEntry.objects.update(actor_name="Ai khác")
