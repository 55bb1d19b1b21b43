"""How dates, money and numbers are written on papers and screens (Decree 30/2020, Annex I; union practice)."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_BILLION = 10**9
MAX_AMOUNT_IN_WORDS = 10**15  # đồng
_ROMAN = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip


def plain_date(day: dt.date) -> str:
    """Return ``06/06/2019``: for tables and screens."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def long_date(day: dt.date) -> str:
    """Return ``ngày 06 tháng 6 năm 2019``: a zero only before days under 10 and months 1 and 2."""
    return f"ngày {day.day:02d} tháng {_official_month(day)} năm {day.year}"


def short_official(day: dt.date) -> str:
    """Return ``05/5/2022``, the short date inside official papers, with the zeros of ``long_date``."""
    return f"{day.day:02d}/{_official_month(day)}/{day.year}"


def _official_month(day: dt.date) -> str:
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


def money(amount: int) -> str:
    """Return ``1.234.567``. Raises ValueError for part of a đồng: amounts are whole."""
    return f"{_whole(amount):,}".replace(",", ".")


def dong(amount: int) -> str:
    """Return ``1.234.567 đồng``."""
    return f"{money(amount)} đồng"


def amount_in_words(amount: int, *, zero_tens: str = "linh") -> str:
    """Return ``Hai triệu một trăm năm mươi nghìn đồng`` for an amount in đồng.

    ``zero_tens`` is ``linh`` in the North and ``lẻ`` in the South. Raises ValueError unless 0 <= amount <= 10^15:
    a voucher with a negative amount in words is a mistake, not a style.
    """
    whole = _whole(amount)
    if not 0 <= whole <= MAX_AMOUNT_IN_WORDS:
        raise ValueError(f"Only 0 to 10^15 đồng can be written in words, not {amount!r}.")
    words = _number_in_words(whole, zero_tens) if whole else _DIGITS[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def _number_in_words(number: int, zero_tens: str) -> str:
    """Read billions as a number of their own (một nghìn tỷ, một triệu tỷ), then the three groups below."""
    billions, rest = divmod(number, _BILLION)
    parts = [f"{_number_in_words(billions, zero_tens)} tỷ"] if billions else []
    for group, scale in ((rest // 10**6, " triệu"), (rest // 1000 % 1000, " nghìn"), (rest % 1000, "")):
        if group:
            parts.append(_group_in_words(group, zero_tens, in_full=bool(parts)) + scale)
    return " ".join(parts)


def _group_in_words(group: int, zero_tens: str, *, in_full: bool) -> str:
    """Read 1..999; after a bigger group empty hundreds are spoken too (không trăm linh năm)."""
    hundreds, tens, units = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or in_full else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif units and words:
        words.append(zero_tens)
    if units:
        words.append(_unit_in_words(tens, units))
    return " ".join(words)


def _unit_in_words(tens: int, units: int) -> str:
    if units == 5 and tens:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(units, _DIGITS[units])
    return _DIGITS[units]


def document_number(number: int) -> str:
    """Return ``05``: numbers under 10 get a zero. Raises ValueError below 1."""
    if _whole(number) < 1:
        raise ValueError(f"A document number begins at 1, not at {number!r}.")
    return f"{_whole(number):02d}"


def percent(ratio: float | Decimal, places: int = 1) -> str:
    """Return ``85,5%`` for the ratio 0.855, half rounded up; whole numbers lose their zeros (``80%``)."""
    value = (Decimal(str(ratio)) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{'0' if text == '-0' else text}%".replace(".", ",")


def roman(number: int) -> str:
    """Return ``IV`` for 4: annexes and parts have Roman numbers. Raises ValueError outside 1..3999."""
    if not 1 <= _whole(number) <= 3999:
        raise ValueError(f"Only 1 to 3999 have Roman numbers, not {number!r}.")
    text, rest = "", int(number)
    for value, letters in _ROMAN:
        times, rest = divmod(rest, value)
        text += letters * times
    return text


def phone(number: str) -> str:
    """Return ``0912 345 678`` for ``0912345678`` or ``+84912345678``; other texts as they are."""
    national = "0" + number.removeprefix("+84") if number.startswith("+84") else number
    if not (national.isascii() and national.isdigit() and len(national) in {10, 11}):
        return number
    split = 4 if len(national) == 10 else 3  # mobiles 0912 345 678; landlines 024 3825 1234
    return f"{national[:split]} {national[split : -3 if split == 4 else -4]} {national[-3 if split == 4 else -4 :]}"


def mask_citizen_id(number: str) -> str:
    """Return ``•••••••••417`` for a citizen number or its last three digits; empty stays empty."""
    return "•" * 9 + number[-3:] if number else ""


def _whole(amount: int) -> int:
    """Return the amount as int; a float or Decimal must be whole, a boolean or text is a mistake."""
    if isinstance(amount, bool) or not isinstance(amount, int | float | Decimal) or amount != amount // 1:
        raise ValueError(f"Expected a whole number, not {amount!r}.")
    return int(amount)
