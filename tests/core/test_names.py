"""Vietnamese order and search, against the vectors proved with ICU."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import (
    clean,
    display_name,
    fold,
    name_sort_key,
    search_text,
    search_tokens,
    sort_key,
    split_name,
)

IN_ORDER = [
    "Đỗ Văn An", "Nguyễn Thị An", "Nguyễn Văn An", "Trần Văn An", "Nguyễn Thị Ánh", "Hồ Ăn", "Lê Ân", "Bùi Dũng",
    "Phạm Đức", "Ngô Oanh", "Ngô Ông", "Ngô Ơn", "Vũ Út", "Vũ Ưng",
]  # fmt: skip
PROVINCES = [
    "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hưng Yên",
]  # fmt: skip
letters = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấậẫếộợứỹĐÁ ", min_size=1, max_size=24).filter(str.strip)


def test_people_are_sorted_by_given_family_and_middle_name():
    assert all(name_sort_key(one) < name_sort_key(next_one) for one, next_one in pairwise(IN_ORDER))


@pytest.mark.parametrize("words", [["ho", "hò", "hỏ", "hõ", "hó", "họ"], PROVINCES])
def test_tones_and_places_have_their_order(words):
    assert all(sort_key(one) < sort_key(next_one) for one, next_one in pairwise(words))


def test_the_key_is_digits_whatever_is_in_the_name():
    assert name_sort_key("Nguyễn Thị H'Bia-Á 2 😀").isdigit()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hoà", "Hòa"),
        ("ĐỨC", "đức"),
        ("Ðức", "Đức"),
        (unicodedata.normalize("NFD", "Nguyễn Đức"), "Nguyễn Đức"),
    ],
)
def test_spellings_of_one_name_share_their_place_and_their_search_key(left, right):
    assert name_sort_key(left) == name_sort_key(right)
    assert fold(left) == fold(right)


def test_a_shorter_name_comes_before_its_continuation():
    assert sorted(["Lê Anh", "Lê An", "An", "Lê Thị An"], key=name_sort_key) == [
        "An",
        "Lê An",
        "Lê Thị An",
        "Lê Anh",
    ]


@given(letters, letters)
def test_different_letters_never_share_a_key(one, other):
    same = sort_key(one) == sort_key(other)

    if fold(one) != fold(other):
        assert not same
    if clean(one).lower() == clean(other).lower():
        assert same


@given(letters, letters, letters)
def test_the_given_name_decides_before_everything_else(family, given_name, other):
    given_name, other = given_name.split()[-1], other.split()[-1]

    by_given = sort_key(given_name) < sort_key(other)

    assert not by_given or name_sort_key(f"{family} {given_name}") < name_sort_key(f"a {other}")


@given(st.text(max_size=60))
def test_cleaning_and_folding_twice_change_nothing_more(text):
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
    assert not any(unicodedata.combining(char) for char in unicodedata.normalize("NFD", fold(text)))


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [("  Phạm \u00a0 Thị\tThúy\n", "Phạm Thị Thúy"), ("\ufeffAn\u200b", "An"), (None, ""), ("a\x00b", "a b"),
     (unicodedata.normalize("NFD", "Ưng Ái"), "Ưng Ái"), ("H\u00ad\u00ac\u00ad", "H\u00ad\u00ac\u00ad")],
)  # fmt: skip
def test_texts_are_cleaned_at_the_entrance(raw, cleaned):
    assert clean(raw) == cleaned


def test_folding_takes_the_accents_and_the_bar():
    assert fold("Nguyễn Văn Á  ĐỨC Ðạt") == "nguyen van a duc dat"


def test_search_finds_the_beginnings_of_words_only():
    text = search_text("Dương Quốc Thi", "0912 345 678", "65/TB-LĐLĐ", None)

    assert text == " duong quoc thi 0912 345 678 65 tb ldld"
    assert all(f" {token}" in text for token in search_tokens("LĐLĐ dươ 65/tb"))
    assert not all(f" {token}" in text for token in search_tokens("uong"))


def test_search_tokens_hold_no_signs_and_no_repetition():
    assert search_tokens("  100% _An an\\ 'Ăn; ") == ["100", "an"]
    assert search_tokens(None) == []


@given(st.text(max_size=40))
def test_what_is_written_is_found_by_itself(text):
    assert all(f" {token}" in search_text(text) for token in search_tokens(text))
    assert all(token.isalnum() for token in search_tokens(text))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("LÊ THỊ HƯƠNG", "Lê Thị Hương"), ("lê thị hương", "Lê Thị Hương"), ("Nguyễn Văn AN", "Nguyễn Văn An"),
        ("Nguyễn Văn A", "Nguyễn Văn A"), ("H'BIA NIÊ KĐĂM", "H'Bia Niê Kđăm"), ("Y-BLÔ", "Y-Blô"),
        ("Lò Thị McDonald", "Lò Thị McDonald"), ("  ĐỖ   văn Út ", "Đỗ văn Út"), ("", ""),
    ],
)  # fmt: skip
def test_names_are_shown_as_they_are_printed(raw, shown):
    assert display_name(raw) == shown


def test_names_are_split_at_the_first_and_last_word():
    assert split_name("Nguyễn Thị Thu Hà") == ("Nguyễn", "Thị Thu", "Hà")
    assert split_name("Hà") == ("", "", "Hà")
