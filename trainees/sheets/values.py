"""Single values of a roster: what people and Excel write for a birth date, a phone, a citizen number.

Facts: documents.md §6.1 (citizen numbers), §7.1 (old encodings), §7.3 (dates), §7.4 (phones).
"""

import datetime as dt
import re
from typing import NamedTuple

from core.formatting import mask_citizen_id, plain_date
from core.names import clean, fold
from trainees.sheets.problems import Complaint

LONGEST = 2000  # characters of a cell that are read; what is cut is refused as too long
YOUNGEST, OLDEST = 15, 95  # years: no union officer is outside
_EXCEL_ZERO = dt.date(1899, 12, 30)  # day 0 of Excel's calendar, right from 1 March 1900
_PROVINCES = frozenset(
    code
    for codes in (
        "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040",
        "042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084",
        "086 087 089 091 092 093 094 095 096",
    )
    for code in codes.split()
)
# On 15/9/2018 the 11-digit mobile numbers lost a digit; the last seven stayed.
_OLD_MOBILES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_DAY = re.compile(r"(\d{1,2})[\s/.,\-]+(\d{1,2})[\s/.,\-]+(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ].*)?")
_MONTH = re.compile(r"(\d{1,2})[\s/.\-]+(\d{4})")
_PACKED = re.compile(r"(\d{2})(\d{2})(\d{4})")
_TCVN3 = re.compile(r"[A-Za-z][®¬\xad§ª«¨©µ¶·¸¹]|[®¬\xad§ª«¨©µ¶·¸¹][A-Za-z]")
_VNI = re.compile(r"[aeouy][øùûõï]|[aey]ã|[aeo]â|a[êéèëåáàäú]|e[äáàå]|[oö]ä|ñ|ö[øùûõï]?", re.IGNORECASE)
_UNICODE_ONLY = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def as_text(value) -> str:
    """Return what the reader sees in the cell; whole numbers come from Excel as floats."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, dt.datetime | dt.date):
        return plain_date(value)
    return clean(str(value)[:LONGEST]).removeprefix("'")


def legacy_font(text: str) -> str:
    """Return ``TCVN3`` or ``VNI`` if the text looks typed with such a font, else nothing."""
    if _UNICODE_ONLY.search(text):
        return ""
    return "TCVN3" if _TCVN3.search(text) else "VNI" if _VNI.search(text) else ""


class Birth(NamedTuple):
    date: dt.date | None = None
    year: int | None = None
    complaint: Complaint | None = None


def read_birth(value, today: dt.date) -> Birth:
    """Read d/m/yyyy, d-m-yy, yyyy, ISO, ddmmyyyy, Excel days and real dates; never month before day."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return _plausible(value, today)
    text = fold(as_text(value))
    if not text:
        return Birth()
    text = re.sub(r"\b(ngay|thang|nam|sinh)\b", " ", text).strip(" :.-/")
    text = re.sub(r"\s+", " ", text)
    if text.isascii() and text.isdigit():
        return _from_digits(text, today)
    if match := _ISO.fullmatch(text):
        return _from_parts(*match.group(3, 2, 1), today)
    if match := _DAY.fullmatch(text):
        return _from_parts(*match.groups(), today)
    if match := _MONTH.fullmatch(text):
        return _month_and_year(match, today)
    return Birth(complaint=Complaint("birth_unreadable"))


def _from_digits(text: str, today: dt.date) -> Birth:
    number = int(text[:9])  # longer is no date, and int() refuses thousands of digits
    if len(text) == 4 and 1800 <= number <= 2200:  # as an Excel day that would be 1904-1906
        return _plausible_year(number, today)
    if match := _PACKED.fullmatch(text):
        return _from_parts(*match.groups(), today)
    if 1 <= number <= 99_999 and len(text) > 2:
        return _plausible(_EXCEL_ZERO + dt.timedelta(days=number), today)
    return Birth(complaint=Complaint("birth_unreadable"))


def _from_parts(day: str, month: str, year: str, today: dt.date) -> Birth:
    whole_year = int(year)
    if len(year) == 2:  # nobody under age is meant: 07 is 2007, 92 is 1992
        whole_year += 2000 if 2000 + whole_year <= today.year - YOUNGEST else 1900
    facts = {"day": int(day), "month": int(month), "year": whole_year}
    if not 1 <= int(month) <= 12:
        return Birth(complaint=Complaint("birth_no_such_month", facts))
    try:
        date = dt.date(whole_year, int(month), int(day))
    except ValueError:
        return Birth(complaint=Complaint("birth_no_such_day", facts))
    return _plausible(date, today)


def _month_and_year(match: re.Match, today: dt.date) -> Birth:
    month, year = int(match[1]), int(match[2])
    if not 1 <= month <= 12:
        return Birth(complaint=Complaint("birth_no_such_month", {"month": month}))
    birth = _plausible_year(year, today)
    return birth if birth.complaint else Birth(None, year, Complaint("birth_month_only", {"year": year}))


def _plausible(date: dt.date, today: dt.date) -> Birth:
    birth = _plausible_year(date.year, today, plain_date(date))
    return birth if birth.complaint else Birth(date, date.year)


def _plausible_year(year: int, today: dt.date, shown: str = "") -> Birth:
    first, last = today.year - OLDEST, today.year - YOUNGEST
    if first <= year <= last:
        return Birth(None, year)
    return Birth(
        complaint=Complaint("birth_implausible", {"first": first, "last": last, "date": shown or year})
    )


def read_gender(value) -> tuple[str, Complaint | None]:
    """Return ``male``, ``female`` or nothing."""
    text = fold(as_text(value)).strip(". ")
    if text in {"nam", "male", "m"}:
        return "male", None
    if text in {"nu", "female", "f"}:
        return "female", None
    return "", Complaint("gender_unreadable") if text else None


def is_tick(value) -> bool:
    """Say whether the cell only ticks its column (x, ✓, 1)."""
    return value is True or fold(as_text(value)) in {"x", "xx", "v", "✓", "✔", "√", "1", "+", "*", "co"}


def read_phone(value) -> tuple[str, Complaint | None]:
    """Return national digits (0912345678), or nothing and the reason."""
    text = as_text(value)
    if not text:
        return "", None
    parts = [part for part in re.split(r"[/;,&\n]| - |hoặc", text) if re.search(r"\d", part)]
    numbers = [number for part in parts if (number := _national(part))]
    if whole := _national(text):
        return whole, None
    if not numbers:
        return "", Complaint("phone_unreadable")
    return numbers[0], Complaint("phone_several", {"number": numbers[0]}) if len(parts) > 1 else None


def _national(text: str) -> str:
    digits = re.sub(r"[\s.\-()+,_/]", "", text)
    if not (digits.isascii() and digits.isdigit()):
        return ""
    for international in ("0084", "84"):
        if digits.startswith(international) and len(digits) - len(international) in {9, 10}:
            digits = digits.removeprefix(international)
            break
    digits = "0" + digits.lstrip("0")  # also the zero that Excel dropped
    if len(digits) == 11 and digits[:4] in _OLD_MOBILES:
        digits = _OLD_MOBILES[digits[:4]] + digits[4:]
    return digits if re.fullmatch(r"0[35789]\d{8}|02\d{9}", digits) else ""


def read_citizen_id(value) -> tuple[str, list[Complaint]]:
    """Return 12 digits (9 from an old card), or nothing and the reason. The number is masked in what is said."""
    text = re.sub(r"[\s.\-]", "", as_text(value))
    if not text:
        return "", []
    if not (text.isascii() and text.isdigit()):
        return "", [Complaint("citizen_id_not_digits", found="…" + text[-3:])]
    facts = {"digits": len(text)}
    found = mask_citizen_id(text)
    if len(text) == 9:
        return text, [Complaint("citizen_id_old", facts, found)]
    padded = text.zfill(12)
    if len(text) in {10, 11} and padded[:3] in _PROVINCES:
        facts["number"] = padded[:3] + "•" * 6 + padded[-3:]
        return padded, [Complaint("citizen_id_padded", facts, found)]
    if len(text) != 12:
        return "", [Complaint("citizen_id_length", facts, found)]
    unknown = (
        [] if text[:3] in _PROVINCES else [Complaint("citizen_id_province", {"province": text[:3]}, found)]
    )
    return text, unknown


def citizen_id_says(citizen_id: str) -> tuple[str, int] | None:
    """Return the gender and birth year inside a 12-digit number; None for an old card."""
    if len(citizen_id) != 12:
        return None
    century, female = divmod(int(citizen_id[3]), 2)
    return ("female" if female else "male"), 1900 + 100 * century + int(citizen_id[4:6])
