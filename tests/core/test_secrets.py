"""Citizen numbers at rest."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from core.secrets import Unreadable, decrypt, encrypt, lookup_hash, rotate

OLD = "the-old-key-of-the-tests-0123456789"
NEW = "the-new-key-of-the-tests-9876543210"
NUMBER = "001084000417"


@given(st.text())
def test_what_is_encrypted_is_read_back(text):
    assert decrypt(encrypt(text)) == text


def test_a_token_says_nothing_not_even_that_two_are_equal():
    one, other = encrypt(NUMBER), encrypt(NUMBER)

    assert one != other
    assert NUMBER not in one


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: "x" + token[1:], lambda token: "", lambda _: "ă"]
)
def test_a_changed_token_is_refused(change):
    with pytest.raises(Unreadable):
        decrypt(change(encrypt(NUMBER)))


def test_every_character_of_a_token_is_sealed():
    token = encrypt(NUMBER)

    for place in range(0, len(token) - 2, 7):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(Unreadable):
            decrypt(changed)


def test_a_new_key_reads_the_old_tokens_and_finds_the_old_hashes(settings):
    settings.FIELD_KEY = OLD
    token, digest = encrypt(NUMBER), lookup_hash(NUMBER)

    settings.FIELD_KEY = f"{NEW}, {OLD}"
    rotated = rotate(token)

    assert decrypt(token) == NUMBER
    assert lookup_hash(NUMBER) == digest
    settings.FIELD_KEY = NEW
    assert decrypt(rotated) == NUMBER
    with pytest.raises(Unreadable):
        decrypt(token)


def test_without_a_field_key_the_secret_key_serves_and_can_be_left(settings):
    settings.FIELD_KEY = ""
    token, digest = encrypt(NUMBER), lookup_hash(NUMBER)

    settings.FIELD_KEY = f"{NEW},{settings.SECRET_KEY}"

    assert decrypt(token) == NUMBER
    assert lookup_hash(NUMBER) == digest


def test_the_hash_is_keyed_and_tells_numbers_apart(settings):
    settings.FIELD_KEY = OLD
    digest = lookup_hash(NUMBER)

    assert len(digest) == 64
    assert lookup_hash(NUMBER) == digest
    assert lookup_hash("001084000418") != digest
    settings.FIELD_KEY = NEW
    assert lookup_hash(NUMBER) != digest


@pytest.mark.parametrize("key", ["short", f"{OLD},short"])
def test_a_weak_key_is_refused(settings, key):
    settings.FIELD_KEY = key

    with pytest.raises(ImproperlyConfigured):
        encrypt(NUMBER)
