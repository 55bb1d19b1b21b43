"""Dates, money and numbers, against the vectors of the domain study."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from core.formatting import (
    amount_in_words,
    document_number,
    dong,
    long_date,
    mask_citizen_id,
    money,
    percent,
    phone,
    plain_date,
    roman,
    short_official,
)

DIGITS = {word: n for n, word in enumerate("không một hai ba bốn năm sáu bảy tám chín".split())}  # noqa: SIM905
DIGITS |= {"mốt": 1, "tư": 4, "lăm": 5}


@pytest.mark.parametrize(
    ("day", "long"),
    [
        ("2022-05-30", "ngày 30 tháng 5 năm 2022"), ("2019-06-06", "ngày 06 tháng 6 năm 2019"),
        ("2020-01-05", "ngày 05 tháng 01 năm 2020"), ("2022-02-28", "ngày 28 tháng 02 năm 2022"),
        ("2022-10-09", "ngày 09 tháng 10 năm 2022"), ("2022-12-31", "ngày 31 tháng 12 năm 2022"),
        ("2022-03-01", "ngày 01 tháng 3 năm 2022"),
    ],
)  # fmt: skip
def test_long_dates_follow_the_decree(day, long):
    assert long_date(dt.date.fromisoformat(day)) == long


@pytest.mark.parametrize(
    ("day", "short"),
    [("2022-05-05", "05/5/2022"), ("2019-03-12", "12/3/2019"), ("2022-04-25", "25/4/2022"), ("2022-01-03", "03/01/2022"),
     ("2022-11-09", "09/11/2022")],
)  # fmt: skip
def test_short_dates_of_papers_keep_the_same_zeros(day, short):
    assert short_official(dt.date.fromisoformat(day)) == short


@given(st.dates())
def test_every_date_is_read_back(day):
    assert dt.date(*reversed([int(n) for n in re.findall(r"\d+", long_date(day))])) == day
    assert dt.date(*reversed([int(n) for n in short_official(day).split("/")])) == day
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", plain_date(day))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không"), (5, "Năm"), (10, "Mười"), (14, "Mười bốn"), (15, "Mười lăm"), (21, "Hai mươi mốt"),
        (24, "Hai mươi tư"), (25, "Hai mươi lăm"), (101, "Một trăm linh một"), (104, "Một trăm linh bốn"),
        (105, "Một trăm linh năm"), (110, "Một trăm mười"), (1_005, "Một nghìn không trăm linh năm"),
        (1_010, "Một nghìn không trăm mười"), (1_015, "Một nghìn không trăm mười lăm"),
        (12_345, "Mười hai nghìn ba trăm bốn mươi lăm"), (105_000, "Một trăm linh năm nghìn"),
        (1_000_000, "Một triệu"), (1_000_005, "Một triệu không trăm linh năm"),
        (1_005_000, "Một triệu không trăm linh năm nghìn"),
        (1_001_001, "Một triệu không trăm linh một nghìn không trăm linh một"),
        (85_600_000, "Tám mươi lăm triệu sáu trăm nghìn"), (2_150_000_000, "Hai tỷ một trăm năm mươi triệu"),
        (1_234_567_890, "Một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi"),
        (2_000_000_005, "Hai tỷ không trăm linh năm"),
        (15_000_010_500, "Mười lăm tỷ không trăm mười nghìn năm trăm"), (10**12, "Một nghìn tỷ"),
        (10**15, "Một triệu tỷ"),
    ],
)  # fmt: skip
def test_amounts_are_written_in_words_as_on_vouchers(amount, words):
    assert amount_in_words(amount) == f"{words} đồng"


def _read_back(words):
    """Read the words again, by another way than they were written."""
    if "tỷ" in words:
        billions, _tỷ, rest = words.partition("tỷ")
        return _read_back(billions.strip()) * 10**9 + _read_back(rest.strip())
    total = 0
    for scale, value in (("triệu", 10**6), ("nghìn", 1000)):
        if scale in words:
            group, _scale, words = words.partition(scale)
            total += _group(group.split()) * value
    return total + _group(words.split())


def _group(words):
    value = 0
    for word in words:
        if word == "trăm":
            value *= 100
        elif word == "mươi":
            value += 9 * (value % 10)
        elif word == "mười":
            value += 10
        elif word != "linh":
            value += DIGITS[word]
    return value


@given(st.integers(0, 10**15))
def test_every_amount_in_words_is_the_amount(amount):
    words = amount_in_words(amount)

    assert words[0].isupper()
    assert words.endswith(" đồng")
    assert "  " not in words
    assert _read_back(words.removesuffix(" đồng").lower()) == amount


def test_the_south_says_le():
    assert amount_in_words(1_005, zero_tens="lẻ") == "Một nghìn không trăm lẻ năm đồng"


@pytest.mark.parametrize(
    "amount", [-1, 10**15 + 1, 1.5, Decimal("0.1"), "5", None, True, float("nan"), float("inf")]
)
def test_what_is_not_an_amount_is_not_written_in_words(amount):
    with pytest.raises(ValueError):
        amount_in_words(amount)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(0, "0"), (999, "999"), (1_234_567, "1.234.567"), (-1500, "-1.500"), (Decimal(1000), "1.000")],
)
def test_money_is_grouped_with_dots(amount, shown):
    assert money(amount) == shown
    assert dong(amount) == f"{shown} đồng"


def test_part_of_a_dong_is_refused():
    with pytest.raises(ValueError):
        money(Decimal("1.5"))


@pytest.mark.parametrize(
    ("number", "shown"), [(5, "05"), (9, "09"), (10, "10"), (127, "127"), (1940, "1940")]
)
def test_document_numbers_under_ten_get_a_zero(number, shown):
    assert document_number(number) == shown


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [(0.855, "85,5%"), (Decimal("0.8"), "80%"), (1, "100%"), (0, "0%"), (1 / 3, "33,3%"), (0.00049, "0%"), (0.12345, "12,3%"),
     (-0.0001, "0%"), (0.0005, "0,1%")],
)  # fmt: skip
def test_percentages_have_a_comma(ratio, shown):
    assert percent(ratio) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (1994, "MCMXCIV")]
)
def test_annexes_have_roman_numbers(number, shown):
    assert roman(number) == shown


@pytest.mark.parametrize("writer", [roman, document_number])
def test_numbers_begin_at_one(writer):
    with pytest.raises(ValueError):
        writer(0)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("0912345678", "0912 345 678"), ("+84912345678", "0912 345 678"), ("02438251234", "024 3825 1234"), ("", ""),
     ("113", "113"), ("số 5", "số 5")],
)  # fmt: skip
def test_phones_are_shown_in_groups(number, shown):
    assert phone(number) == shown


@pytest.mark.parametrize("number", ["001084000417", "417"])
def test_citizen_numbers_show_their_last_three_digits(number):
    assert mask_citizen_id(number) == "•••••••••417"


@pytest.mark.parametrize(
    ("filter_name", "value", "shown"),
    [
        ("money", 1500, "1.500"), ("dong", 1500, "1.500 đồng"), ("words", 15, "Mười lăm đồng"),
        ("long_date", dt.date(2019, 6, 6), "ngày 06 tháng 6 năm 2019"),
        ("short_official", dt.date(2022, 5, 5), "05/5/2022"), ("mask_citizen_id", "417", "•••••••••417"),
        ("document_number", 5, "05"), ("percent", 0.5, "50%"), ("roman", 2, "II"), ("phone", "0912345678", "0912 345 678"),
    ],
)  # fmt: skip
def test_templates_write_the_same_and_nothing_for_nothing(filter_name, value, shown):
    template = Template("{% load vietnamese %}{{ value|" + filter_name + " }}")

    assert template.render(Context({"value": value})) == shown
    assert template.render(Context({"value": None})) == ""
    assert template.render(Context({"value": ""})) == ""


def test_zero_dong_is_not_nothing():
    assert Template("{% load vietnamese %}{{ value|dong }}").render(Context({"value": 0})) == "0 đồng"
