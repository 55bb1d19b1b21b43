import pytest

from tests.finance.stories import make_advance, make_class, ready_settlement, url


@pytest.fixture
def course(unit):
    return make_class(unit)


@pytest.fixture
def settlement(course, dung):
    return ready_settlement(course, dung=dung)


@pytest.fixture
def rows(course, settlement):
    """One of everything, and every address of this floor that shows or changes it."""
    advance, expense = make_advance(course), settlement.expenses.get()
    looks = [
        url("course-finance", course), url("advance-detail", advance), url("settlement-detail", settlement),
    ]  # fmt: skip
    changes = [
        *[url(f"advance-{step}", advance) for step in ("update", "submit", "approve", "pay", "return")],
        *[
            url(f"settlement-{step}", settlement)
            for step in ("update", "submit", "check", "review", "approve", "return")
        ],
        url("advance-create", course), url("settlement-create", course), url("expense-create", settlement),
        url("expense-update", expense), url("expense-delete", expense),
    ]  # fmt: skip
    return looks, changes
