import pytest
from django.apps import apps
from django.db import connection

from core.triggers import Forbid
from documents.enums import DocumentKind
from documents.models import Document
from tests.factories import make_document

MODELS = [model for model in apps.get_models() if getattr(model, "triggers", ())]


def names_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_prohibition_a_model_lists_is_laid_down(model):
    wanted = {f"{model._meta.db_table}_{forbid.name}" for forbid in model.triggers}

    assert wanted <= names_in_the_database()


def test_some_models_do_forbid_something():
    assert "core.AuditEntry" in {model._meta.label for model in MODELS}


def test_an_issued_paper_keeps_its_number_and_stays(federation, forbidden_by_the_database):
    paper = make_document(federation, kind=DocumentKind.NOTICE)

    with forbidden_by_the_database():
        Document.objects.filter(pk=paper.pk).update(number=99)
    with forbidden_by_the_database():
        Document.objects.filter(pk=paper.pk).update(snapshot={"title_lines": ["Khác"]})
    with forbidden_by_the_database():
        Document.objects.filter(pk=paper.pk).delete()

    assert Document.objects.get(pk=paper.pk).number == paper.number


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_a_prohibition_speaks_both_languages(vendor):
    forbid = Forbid("frozen", "update", "frozen", fields=("a",), when="OLD.b = 1")

    statements = " ".join(forbid.statements(vendor, "t", ["a"]))

    assert "BEFORE UPDATE OF a ON t" in statements
    assert "WHEN (OLD.b = 1)" in statements
    assert ("RAISE(ABORT" in statements) == (vendor == "sqlite")
