"""The checks are pure: no database, only values."""

import datetime as dt
from types import SimpleNamespace

import pytest

from finance.enums import Evidence, NormCalculation, Severity
from finance.facts import CheckFacts, TaughtSession, UsedVoucher
from finance.models import Expense, SpendingNorm
from finance.selectors import findings
from trainees.facts import AttendanceFacts

DAY = dt.date(2026, 3, 2)
NEXT = DAY + dt.timedelta(days=1)
LINE = SimpleNamespace(pk=1, position=1, description="Giải khát", amount=10_000_000)


def expense(**fields):
    fields = {
        "pk": 7, "description": "Giải khát", "spent_on": DAY, "quantity": 10, "unit_price": 20_000,
        "voucher_number": "0001", "supplier": "Quán Mẫu", "estimate_line_id": 1, "norm_code": "", **fields,
    }  # fmt: skip
    return Expense(amount=fields["quantity"] * fields["unit_price"], **fields)


def norm(code="HV_GIAIKHAT", **fields):
    return SpendingNorm(
        **{
            "code": code, "label": code, "calculation": NormCalculation.PER_UNIT, "max_amount": 20_000,
            "valid_from": dt.date(2024, 10, 1), "valid_to": None, "evidence": Evidence.VERIFIED,
            "legal_basis": "QĐ 1411", **fields,
        }
    )  # fmt: skip


def session(pk, day=DAY, **fields):
    return TaughtSession(
        **{"pk": pk, "held_on": day, "periods": 4, "lecturers": 1, "is_closed": True, **fields}
    )


def facts(*expenses, **fields):
    return CheckFacts(
        **{
            "organisation_id": 1,
            "starts_on": DAY,
            "ends_on": NEXT,
            "capacity": 10,
            "expenses": expenses,
            "estimate": (LINE,),
            "sessions": (session(1), session(2), session(3, NEXT)),
            "attendance": AttendanceFacts(by_session={1: 10, 2: 8, 3: 10}, by_day={DAY.isoformat(): 10, NEXT.isoformat(): 10}),
            "norms": (norm(), norm("HV_TIENAN_TW", max_amount=200_000), norm("GV_TIENCONG", max_amount=4_000_000, evidence=Evidence.SECONDARY)),
            **fields,
        }
    )  # fmt: skip


def found(code, *expenses, **fields):
    return [finding for finding in findings(facts(*expenses, **fields)) if finding.code == code]


def severities(*args, **fields):
    return [finding.severity for finding in found(*args, **fields)]


@pytest.mark.parametrize(("quantity", "blocks"), [(10, 0), (11, 1)])
def test_meals_never_exceed_the_people_of_the_day(quantity, blocks):
    rows = found("A1", expense(norm_code="HV_TIENAN_TW", quantity=quantity, unit_price=100_000))

    assert [row.severity for row in rows] == [Severity.BLOCK] * blocks


def test_meals_of_one_day_in_two_lines_are_added_up():
    one = expense(norm_code="HV_TIENAN_TW", quantity=6, unit_price=100_000)

    assert severities("A1", one, one) == [Severity.BLOCK]
    assert "12" in found("A1", one, one)[0].message
    other = expense(norm_code="HV_TIENAN_TW", quantity=6, unit_price=100_000, spent_on=NEXT)
    assert severities("A1", one, other) == []


def test_meals_on_a_day_without_a_closed_register_are_for_nobody():
    row = expense(
        norm_code="HV_TIENAN_TW", quantity=1, unit_price=100_000, spent_on=NEXT + dt.timedelta(days=1)
    )

    assert severities("A1", row) == [Severity.BLOCK]


@pytest.mark.parametrize(("quantity", "blocks"), [(20, 0), (21, 1)])
def test_refreshments_follow_the_half_days_and_their_lecturers(quantity, blocks):
    assert (
        len(found("A2", expense(norm_code="HV_GIAIKHAT", quantity=quantity))) == blocks
    )  # 10 + 8 + 2 lecturers


def test_an_open_register_blocks_what_is_paid_by_it_and_warns_otherwise():
    sessions = (session(1, is_closed=False),)

    assert severities("A3", expense(), sessions=sessions) == [Severity.WARN]
    assert severities("A3", expense(norm_code="HV_GIAIKHAT"), sessions=sessions) == [Severity.BLOCK]


def test_few_people_are_explained():
    few = AttendanceFacts(by_session={1: 7}, by_day={DAY.isoformat(): 7})

    assert severities("A4", expense(), attendance=few) == [Severity.WARN]
    assert severities("A4", expense()) == []


@pytest.mark.parametrize(("quantity", "blocks"), [(3, 0), (4, 1)])
def test_paid_half_days_of_teaching_follow_the_timetable(quantity, blocks):
    row = expense(norm_code="GV_TIENCONG", quantity=quantity, unit_price=500_000)

    assert severities("L1", row) == [Severity.BLOCK] * blocks


def test_two_lecturers_in_one_session_are_two_half_days():
    row = expense(norm_code="GV_TIENCONG", quantity=2, unit_price=500_000)

    assert severities("L1", row, sessions=(session(1, lecturers=2),)) == []
    assert severities("L1", row, sessions=(session(1),)) == [Severity.BLOCK]


def test_a_verified_norm_blocks_and_an_unverified_one_only_warns():
    assert severities("N2", expense(norm_code="HV_GIAIKHAT", unit_price=20_000)) == []
    assert severities("N2", expense(norm_code="HV_GIAIKHAT", unit_price=20_001)) == [Severity.BLOCK]
    dear = expense(norm_code="GV_TIENCONG", quantity=1, unit_price=4_000_001)
    assert severities("N2", dear) == [Severity.WARN]


@pytest.mark.parametrize("evidence", [Evidence.SECONDARY, Evidence.RECALLED, Evidence.DEFAULT])
def test_no_unverified_figure_ever_blocks(evidence):
    norms = (norm(evidence=evidence),)

    assert severities("N2", expense(norm_code="HV_GIAIKHAT", unit_price=99_000), norms=norms) == [
        Severity.WARN
    ]


def test_the_norm_is_that_of_the_day_of_the_activity():
    norms = (
        norm(valid_from=dt.date(2018, 1, 1), valid_to=dt.date(2026, 3, 2), max_amount=20_000),
        norm(valid_from=dt.date(2026, 3, 3), max_amount=40_000),
    )

    assert severities(
        "N2", expense(norm_code="HV_GIAIKHAT", unit_price=30_000, spent_on=DAY), norms=norms
    ) == [Severity.BLOCK]
    assert (
        severities("N2", expense(norm_code="HV_GIAIKHAT", unit_price=30_000, spent_on=NEXT), norms=norms)
        == []
    )


def test_a_norm_without_a_figure_or_outside_its_days_is_explained():
    row = expense(norm_code="HV_GIAIKHAT")

    assert severities("B1", row) == []
    assert severities("B1", row, norms=()) == [Severity.WARN]
    assert severities("B1", row, norms=(norm(max_amount=None),)) == [Severity.WARN]
    actual = norm(max_amount=None, calculation=NormCalculation.ACTUAL)
    assert severities("B1", row, norms=(actual,)) == []


def test_an_assistant_above_half_of_the_lecturer_is_explained():
    lecturer = expense(norm_code="GV_TIENCONG", quantity=1, unit_price=1_000_000)

    assert severities("L3", lecturer, expense(norm_code="TG_TIENCONG", unit_price=500_000)) == []
    assert severities("L3", lecturer, expense(norm_code="TG_TIENCONG", unit_price=500_001)) == [Severity.WARN]


def test_the_tax_to_withhold_is_told_from_the_threshold_on():
    norms = (
        norm("PIT_NGUONG", calculation=NormCalculation.THRESHOLD, max_amount=2_000_000),
        norm("PIT_TYLE", calculation=NormCalculation.PERCENT, max_amount=10),
    )
    paid = [
        expense(norm_code="GV_TIENCONG", quantity=1, unit_price=price, supplier="Giang")
        for price in (1_999_999, 2_000_000)
    ]

    assert found("L5", paid[0], norms=norms) == []
    (note,) = found("L5", paid[1], norms=norms)
    assert note.severity == Severity.NOTE
    assert "200.000 đồng" in note.message


def test_more_than_the_estimate_blocks_and_a_line_over_it_warns():
    rows = [expense(quantity=1, unit_price=10_000_001)]

    assert severities("N3", *rows) == [Severity.BLOCK, Severity.WARN]
    assert severities("N3", expense(quantity=1, unit_price=10_000_000)) == []


def test_what_is_not_in_the_estimate_is_explained():
    assert severities("T7", expense(estimate_line_id=None)) == [Severity.WARN]


def test_an_expense_outside_the_class_is_explained():
    assert severities("D5", expense(spent_on=DAY - dt.timedelta(days=1))) == [Severity.WARN]
    assert severities("D5", expense(spent_on=NEXT)) == []


@pytest.mark.parametrize(
    ("number", "supplier", "organisation_id", "expected"),
    [
        ("0001", "Quán Mẫu", 2, [Severity.BLOCK]),  # same payee: the same paper
        ("00-01", "QUAN MAU", 2, [Severity.BLOCK]),  # written another way
        ("0001", "", 1, [Severity.BLOCK]),  # our own unit
        ("0001", "", 2, [Severity.WARN]),  # may be another paper
        ("0001", "Hiệu sách", 2, []),  # another seller's number
        ("0002", "Quán Mẫu", 1, []),
    ],
)
def test_a_voucher_used_in_another_class_is_found(number, supplier, organisation_id, expected):
    used = (UsedVoucher(number, supplier, "T-9 Lớp khác", organisation_id),)

    rows = found("D2", expense(), used=used)

    assert [row.severity for row in rows] == expected
    assert all("T-9 Lớp khác" in row.message for row in rows)


def test_the_same_line_twice_is_found_but_one_invoice_may_have_two_items():
    assert severities("D2", expense(), expense()) == [Severity.WARN]
    assert severities("D2", expense(), expense(description="Nước uống")) == []


def test_nothing_spent_and_advances_in_the_air_block():
    assert severities("R3") == [Severity.BLOCK]
    assert severities("T1", expense(), waiting_advances=1) == [Severity.BLOCK]


@pytest.mark.parametrize(("advanced", "words"), [(300_000, "100.000 đồng"), (150_000, "50.000 đồng")])
def test_the_difference_to_the_advances_is_told(advanced, words):
    (note,) = found("R2", expense(), advanced=advanced)

    assert note.severity == Severity.NOTE
    assert words in note.message


def test_blocking_findings_come_first():
    rows = findings(
        facts(
            expense(
                norm_code="HV_GIAIKHAT", quantity=50, unit_price=30_000, spent_on=DAY - dt.timedelta(days=9)
            )
        )
    )
    order = [row.severity for row in rows]

    assert order == sorted(order, key=[Severity.BLOCK, Severity.WARN, Severity.NOTE].index)
    assert order[0] == Severity.BLOCK


def test_a_clean_settlement_has_nothing_but_notes():
    rows = findings(facts(expense(quantity=10, norm_code="HV_GIAIKHAT")))

    assert {row.severity for row in rows} <= {Severity.NOTE}
