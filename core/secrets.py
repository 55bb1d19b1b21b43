"""Citizen numbers at rest: encrypted to be read back, hashed to be found again.

``FIELD_KEY`` holds one or more keys between commas, each at least 32 characters: the first encrypts, all
decrypt. To change the key put the new one in front, re-encrypt with ``rotate``, then drop the old one. The
lookup hash uses the *last* key, so that a new key in front does not hide anybody; whoever drops the last key
hashes again. Without FIELD_KEY the key comes from SECRET_KEY; to leave that, append SECRET_KEY to FIELD_KEY.
"""

import base64
import functools
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_SHORTEST_KEY = 32  # characters


class Unreadable(Exception):
    """The token was changed, cut, or encrypted with a key that is no longer in FIELD_KEY."""


def encrypt(text: str) -> str:
    """Return a token that only our keys read; the same text gives another token each time."""
    return _cipher(_keys()).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return the text of a token. Raises Unreadable."""
    try:
        return _cipher(_keys()).decrypt(token.encode()).decode()
    except InvalidToken:
        raise Unreadable(
            "The encrypted value cannot be read: it was changed, or its key left FIELD_KEY."
        ) from None


def rotate(token: str) -> str:
    """Return the same text encrypted with the first key. Raises Unreadable."""
    return encrypt(decrypt(token))


def lookup_hash(text: str) -> str:
    """Return 64 hexadecimal digits, HMAC-SHA256 of the text: equal texts, equal hashes, useless without the key."""
    return hmac.new(_derived(_keys()[-1], b"lookup"), text.encode(), hashlib.sha256).hexdigest()


def _keys() -> tuple[str, ...]:
    keys = tuple(key.strip() for key in settings.FIELD_KEY.split(",") if key.strip()) or (
        settings.SECRET_KEY,
    )
    if any(len(key) < _SHORTEST_KEY for key in keys):
        raise ImproperlyConfigured(f"Each key in FIELD_KEY needs at least {_SHORTEST_KEY} characters.")
    return keys


@functools.lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, b"encrypt"))) for key in keys])


@functools.lru_cache(maxsize=16)
def _derived(key: str, purpose: bytes) -> bytes:
    """Return 32 bytes for one purpose, so that no key is ever used for two."""
    return HKDF(SHA256(), length=32, salt=None, info=b"trainingmgr field " + purpose).derive(key.encode())
