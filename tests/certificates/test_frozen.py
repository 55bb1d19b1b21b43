"""A revoked certificate stays revoked, and it is revoked in one place only: with its public page."""

import pytest
from django.db import connection
from django.urls import reverse

from certificates.services import revoke_certificate
from tests.certificates.stories import ISSUED_ON, issued


@pytest.fixture
def certificate(unit, an, lan, thu):
    return issued(unit, proposer=an, leader=lan, clerk=thu).certificates.first()


def test_the_paper_of_a_certificate_is_not_revoked_behind_its_back(as_user, certificate, thu):
    """Revoked as a paper only, its public page would go on saying genuine."""
    address = reverse("documents:document-revoke", args=[certificate.document_id])

    assert as_user(thu).post(address, {"reason": "Sai tên"}).status_code == 403
    certificate.document.refresh_from_db()
    assert certificate.document.is_issued


@pytest.mark.parametrize("table", ["certificates_certificate", "documents_document"])
def test_the_database_brings_nothing_revoked_back(certificate, thu, forbidden_by_the_database, table):
    revoke_certificate(certificate, reason="Sai tên", revoked_on=ISSUED_ON, actor=thu)

    status = "valid" if table.startswith("cert") else "issued"
    with forbidden_by_the_database(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET status = %s WHERE status = 'revoked'", [status])


@pytest.mark.parametrize(
    "statement",
    ["UPDATE documents_numberseries SET last_number = last_number - 1", "DELETE FROM documents_numberseries"],
)
def test_the_database_gives_no_number_twice(certificate, forbidden_by_the_database, statement):
    with forbidden_by_the_database(), connection.cursor() as cursor:
        cursor.execute(statement)
