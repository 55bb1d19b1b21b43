"""The sums, whatever the numbers are."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.formatting import amount_in_words
from courses.models import EstimateLine
from finance.enums import AdvanceStatus
from finance.models import Advance, Expense
from finance.selectors import paid_amount, totals_of

# Building model rows is slow on a busy machine; that says nothing about the sums.
whatever = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
AMOUNTS = st.integers(min_value=1, max_value=10**12)
QUANTITIES = st.integers(min_value=1, max_value=10_000)


@st.composite
def expenses(draw):
    quantity, price = draw(QUANTITIES), draw(st.integers(1, 10**8))
    amount = quantity * price
    accepted = draw(st.none() | st.integers(0, amount))
    return Expense(quantity=quantity, unit_price=price, amount=amount, accepted_amount=accepted)


LINES = st.lists(st.builds(EstimateLine, quantity=QUANTITIES, unit_price=st.integers(0, 10**8)), max_size=6)
ADVANCES = st.lists(
    st.builds(Advance, amount=AMOUNTS, status=st.sampled_from(AdvanceStatus.values)), max_size=6
)


@whatever
@given(st.lists(expenses(), max_size=8), LINES, ADVANCES)
def test_the_sums_add_up_whatever_they_are_of(rows, estimate, advances):
    totals = totals_of(rows, estimate, advanced=paid_amount(advances))

    assert totals.spent == sum(row.quantity * row.unit_price for row in rows)
    assert totals.estimated == sum(line.quantity * line.unit_price for line in estimate)
    assert 0 <= totals.accepted <= totals.spent
    assert totals.balance == totals.advanced - totals.accepted
    assert totals.balance_size == abs(totals.balance)
    cut = sum(row.amount - row.accepted_amount for row in rows if row.accepted_amount is not None)
    assert totals.spent - totals.accepted == cut


@whatever
@given(ADVANCES)
def test_only_what_was_paid_counts_as_advanced(advances):
    paid = [row.amount for row in advances if row.status == AdvanceStatus.PAID]

    assert paid_amount(advances) == sum(paid)


@whatever
@given(st.lists(expenses(), max_size=5), st.lists(expenses(), max_size=5))
def test_two_lists_together_are_the_sum_of_both(first, second):
    both, one, two = (totals_of(rows, [], advanced=0) for rows in (first + second, first, second))

    assert (both.spent, both.accepted) == (one.spent + two.spent, one.accepted + two.accepted)


@whatever
@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_the_words_of_the_balance_follow_its_sign(advanced, accepted):
    row = Expense(quantity=1, unit_price=accepted, amount=accepted, accepted_amount=accepted)
    advances = [Advance(amount=advanced, status=AdvanceStatus.PAID)]

    totals = totals_of([row], [], advanced=paid_amount(advances))

    sign = (totals.balance > 0) - (totals.balance < 0)
    assert totals.balance_label == {1: "Còn phải nộp", -1: "Còn được cấp thêm", 0: "Khớp đủ"}[sign]
    assert amount_in_words(totals.balance_size).endswith(" đồng")


@pytest.mark.parametrize(
    ("advanced", "accepted", "label", "size"),
    [
        (20_000_000, 20_710_000, "Còn được cấp thêm", 710_000),
        (20_000_000, 19_000_000, "Còn phải nộp", 1_000_000),
        (5, 5, "Khớp đủ", 0),
    ],
)
def test_three_outcomes_of_an_advance(advanced, accepted, label, size):
    row = Expense(quantity=1, unit_price=accepted, amount=accepted, accepted_amount=accepted)

    totals = totals_of([row], [], advanced=advanced)

    assert (totals.balance_label, totals.balance_size) == (label, size)
