"""The cast. Who they are never changes from test to test, so a name is enough to read a test.

At the federation: An organises, Bình heads the organising department, Lan leads, Thư keeps the records, Kiên
checks money, Tài heads finance, Trúc runs the school, Giang teaches, Minh inspects, Quân administers.
At the unit: Dũng coordinates, Hoa is chair. Em coordinates the neighbouring unit. Chi holds every role at
another federation and must see nothing.
"""

import contextlib
import re

import pytest
from django.db import connection
from django.test import Client

from accounts.enums import Role
from organisations.enums import OrganisationKind
from tests.factories import make_federation, make_organisation, make_user


@pytest.fixture(autouse=True, scope="session")
def emptying_tables_between_tests_lifts_the_triggers():
    """SQLite empties tables by DELETE, which our append-only triggers refuse; only the test run may lift them."""
    if connection.vendor != "sqlite":
        yield
        return
    operations = type(connection.ops)
    original = operations.execute_sql_flush

    def flush(self, sql_list):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            original(self, sql_list)
            for _name, sql in triggers:
                cursor.execute(sql)

    operations.execute_sql_flush = flush
    yield
    operations.execute_sql_flush = original


@pytest.fixture(autouse=True, scope="session")
def stragglers_do_not_keep_the_database():
    """A browser keeps its line to the live server open, and with it a connection that would block the drop."""
    if connection.vendor != "postgresql":
        return

    def drop(self, test_database_name, verbosity):
        with self._nodb_cursor() as cursor:
            name = self.connection.ops.quote_name(test_database_name)
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")

    type(connection.creation)._destroy_test_db = drop


@pytest.fixture
def federation(db):
    return make_federation("HN", name="Liên đoàn Lao động thành phố Hà Nội", place_name="Hà Nội")


@pytest.fixture
def unit(federation):
    return make_organisation(
        federation, name="Liên đoàn Lao động quận Cầu Giấy", kind=OrganisationKind.DISTRICT
    )


@pytest.fixture
def neighbour(federation):
    return make_organisation(
        federation, name="Liên đoàn Lao động quận Long Biên", kind=OrganisationKind.DISTRICT
    )


@pytest.fixture
def school(federation):
    return make_organisation(
        federation, name="Trường Trung cấp nghiệp vụ Công đoàn", kind=OrganisationKind.SCHOOL
    )


@pytest.fixture
def organising_department(federation):
    return make_organisation(federation, name="Ban Tổ chức", kind=OrganisationKind.DEPARTMENT)


@pytest.fixture
def an(organising_department):
    return make_user("an", organising_department, Role.ORGANISER, full_name="Phạm Hoài An")


@pytest.fixture
def binh(organising_department):
    return make_user("binh", organising_department, Role.ORGANISING_HEAD, full_name="Đỗ Thanh Bình")


@pytest.fixture
def lan(federation):
    return make_user("lan", federation, Role.LEADER, full_name="Vũ Ngọc Lan")


@pytest.fixture
def thu(federation):
    return make_user("thu", federation, Role.CLERK, full_name="Lê Minh Thư")


@pytest.fixture
def kien(federation):
    return make_user("kien", federation, Role.FINANCE_OFFICER, full_name="Ngô Trung Kiên")


@pytest.fixture
def tai(federation):
    return make_user("tai", federation, Role.FINANCE_HEAD, full_name="Hồ Đức Tài")


@pytest.fixture
def truc(school):
    return make_user("truc", school, Role.SCHOOL_COORDINATOR, full_name="Đặng Thanh Trúc")


@pytest.fixture
def giang(school):
    return make_user("giang", school, Role.LECTURER, full_name="Trịnh Hương Giang")


@pytest.fixture
def minh(federation):
    return make_user("minh", federation, Role.INSPECTOR, full_name="Bùi Quang Minh")


@pytest.fixture
def quan(federation):
    return make_user("quan", federation, Role.ADMINISTRATOR, full_name="Mai Anh Quân")


@pytest.fixture
def dung(unit):
    return make_user("dung", unit, Role.UNIT_COORDINATOR, full_name="Hoàng Tiến Dũng")


@pytest.fixture
def hoa(unit):
    return make_user("hoa", unit, Role.UNIT_CHAIR, full_name="Nguyễn Thị Hoa")


@pytest.fixture
def em(neighbour):
    return make_user("em", neighbour, Role.UNIT_COORDINATOR, full_name="Tạ Thu Em")


@pytest.fixture
def foreign_federation(db):
    return make_federation("QT", name="Liên đoàn Lao động tỉnh Quảng Trị", place_name="Quảng Trị")


@pytest.fixture
def chi(foreign_federation):
    return make_user("chi", foreign_federation, *Role.values, full_name="Lý Linh Chi")


READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "EXPLAIN")


def only_reads(execute, sql, params, many, context):
    if not sql.lstrip().upper().startswith(READS) and "django_session" not in sql:
        raise AssertionError(f"a GET request wrote to the database: {sql[:120]}")
    return execute(sql, params, many, context)


class HouseClient(Client):
    """An inspector: GET never writes (sessions excepted), and no page carries inline code or raw template tags."""

    def get(self, *args, **kwargs):
        with connection.execute_wrapper(only_reads):
            response = super().get(*args, **kwargs)
        self.inspect(response)
        return response

    def post(self, *args, **kwargs):
        response = super().post(*args, **kwargs)
        self.inspect(response)
        return response

    @staticmethod
    def inspect(response):
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return
        html = response.content.decode()
        for forbidden in (
            r"\son[a-z]+=\"",
            r"\sstyle=\"",
            r"{{|{%",
            r"<script(?![^>]*\ssrc=)(?![^>]*json)",
            r"<style",
        ):
            found = re.search(forbidden, html)
            assert not found, (
                f"{forbidden} in the page: …{html[max(0, found.start() - 60) : found.end() + 60]}…"
            )


@pytest.fixture
def client():
    return HouseClient()


@pytest.fixture
def as_user(client):
    """``as_user(an).get(...)``: the house client, logged in."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def forbidden_by_the_database():
    """A block that the database itself must refuse."""

    @contextlib.contextmanager
    def block():
        from django.db import DatabaseError, transaction

        with pytest.raises(DatabaseError), transaction.atomic():
            yield

    return block
