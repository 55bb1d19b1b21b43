"""What is remembered: models introduce themselves, migrations are complete, the database forbids by itself."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from tests.house.plan import OURS

MODELS = [
    model
    for model in apps.get_models(include_auto_created=False)
    if model._meta.app_label in OURS and model.__module__.split(".")[0] in OURS
]
GUARDED = [model for model in MODELS if getattr(model, "triggers", ())]


def ids(model):
    return model._meta.label


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_a_model_introduces_itself(model):
    ours = [cls for cls in model.__mro__ if cls.__module__.split(".")[0] in OURS]

    assert any("__str__" in vars(cls) for cls in ours), "no __str__"
    with translation.override("en"):
        assert str(model._meta.verbose_name)[0].islower(), "verbose_name begins in lower case"
        english = {str(model._meta.verbose_name), str(model._meta.verbose_name_plural)}
        assert model._meta.original_attrs.get("verbose_name"), "no verbose_name"
        assert model._meta.original_attrs.get("verbose_name_plural"), "no verbose_name_plural"
    with translation.override("vi"):
        assert str(model._meta.verbose_name) not in english, "no Vietnamese name"


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_a_status_is_not_editable_and_the_database_knows_its_values(model):
    names = {field.name for field in model._meta.concrete_fields}
    if "status" not in names:
        return
    field = model._meta.get_field("status")
    checks = [str(getattr(rule, "condition", "")) for rule in model._meta.constraints]

    assert any("status__in" in check for check in checks), "no CheckConstraint on status"
    appends = {"AttendanceEvent"}  # an event is written once and never changed
    assert field.editable == (model.__name__ in appends)


@pytest.mark.parametrize("model", MODELS, ids=ids)
def test_constraints_and_indexes_bear_the_name_of_their_floor(model):
    named = [*model._meta.constraints, *model._meta.indexes]

    assert all(rule.name.startswith(f"{model._meta.app_label}_") for rule in named), named


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def triggers_in_the_database():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in cursor.fetchall()}


def triggers_of(model):
    return {f"{model._meta.db_table}_{prohibition.name}" for prohibition in model.triggers}


def test_something_is_guarded():
    assert {"AuditEntry", "AuditSeal", "Document", "Certificate", "Settlement", "AttendanceEvent"} <= {
        model.__name__ for model in GUARDED
    }


@pytest.mark.django_db
@pytest.mark.parametrize("model", GUARDED, ids=ids)
def test_every_prohibition_lies_in_the_database(model):
    assert triggers_of(model) - triggers_in_the_database() == set()


@pytest.mark.django_db
def test_migrate_lays_lost_prohibitions_down_again():
    with connection.cursor() as cursor:
        for model in GUARDED:
            for name in triggers_of(model):
                table = "" if connection.vendor == "sqlite" else f" ON {model._meta.db_table}"
                cursor.execute(f"DROP TRIGGER {name}{table}")
    wanted = set().union(*(triggers_of(model) for model in GUARDED))
    assert wanted & triggers_in_the_database() == set()

    call_command("migrate", verbosity=0)

    assert wanted - triggers_in_the_database() == set()
