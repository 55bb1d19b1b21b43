"""What a row below the header is: a person, a blank, a repeated header, a total, a section, the signatures."""

import enum
import re

from core.names import fold
from trainees.sheets.headings import Table, field_of, is_numbering
from trainees.sheets.opening import Grid
from trainees.sheets.values import as_text

_IDENTITY = ("birth", "birth_year", "male", "female", "citizen_id", "phone")
_SIGNED = re.compile(
    r"(nguoi (lap|ghi|tong hop)|can bo lap|lap bang|lap bieu|noi nhan|(tm|kt|tl|tuq|t/m|k/t|t/l)[. ]|xac nhan|"
    r"thu truong|\(?ky( va)?[, ]+(ghi|dong|ten)|\(?ky ten|ban (chap hanh|thuong vu|to chuc)|ke toan|truong ban)"
)
_PLACE_AND_DATE = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")
_SECTION = re.compile(
    r"([ivx]+|[a-d]|\d+)[.)] |(cdcs|cong doan|ldld|lien doan|cong ty|truong|khoi|cum|phong|don vi|benh vien|ubnd|xa|nhom)\b"
)


class RowKind(enum.Enum):
    PERSON = "person"
    SECTION = "section"
    OTHER = "other"


class RowSorter:
    """Goes down a sheet once; after the signatures only a whole person or a new header counts."""

    def __init__(self, grid: Grid, table: Table):
        self.grid, self.table = grid, table
        self.is_over = False
        self.section = ""

    def kind_of(self, number: int) -> RowKind:
        texts = [as_text(value) for value in self.grid.rows[number]]
        filled = [text for text in texts if text]
        if not filled or is_numbering(texts) or _is_total(filled[0]) or self._is_prepared(texts):
            return RowKind.OTHER
        name, identity = self._text(texts, "full_name"), self._has_identity(texts)
        if self._is_header(name, filled):
            self.is_over = self.is_over and not name
            return RowKind.OTHER
        is_numbered = self._is_numbered(texts)
        if _is_total(name):
            return RowKind.OTHER
        if is_numbered and (name or identity):
            return RowKind.PERSON
        if self._is_signature(name, filled, is_data=identity or is_numbered):
            self.is_over = True
            return RowKind.OTHER
        if identity and (name or not self.is_over):
            return RowKind.PERSON
        if self.is_over:
            return RowKind.OTHER
        return self._kind_of_a_poor_row(texts, filled, name, is_numbered)

    def _kind_of_a_poor_row(
        self, texts: list[str], filled: list[str], name: str, is_numbered: bool
    ) -> RowKind:
        """Judge a row with neither birth date nor numbers of a person."""
        if is_numbered:
            return RowKind.PERSON
        if self._is_section(texts, filled):
            self.section = filled[-1]
            return RowKind.SECTION
        return RowKind.PERSON if name else RowKind.OTHER

    def _text(self, texts: list[str], field: str) -> str:
        column = self.table.name_column if field == "full_name" else self.table.columns.get(field, -1)
        return texts[column] if 0 <= column < len(texts) else ""

    def _is_numbered(self, texts: list[str]) -> bool:
        return self._text(texts, "number").rstrip(".").isdigit()

    def _has_identity(self, texts: list[str]) -> bool:
        return any(re.search(r"\d", self._text(texts, field)) for field in _IDENTITY)

    def _is_prepared(self, texts: list[str]) -> bool:
        """Say whether only the running number is there: lines drawn for later."""
        number = self.table.columns.get("number")
        return number is not None and not any(text for column, text in enumerate(texts) if column != number)

    def _is_header(self, name: str, filled: list[str]) -> bool:
        if name:
            return field_of(name) in {"full_name", "family_name"}
        return all(field_of(text) for text in filled)

    def _is_signature(self, name: str, filled: list[str], *, is_data: bool) -> bool:
        """A place with a date, or who signs; a date under “Ngày sinh” may be either, so the name decides."""
        if name:
            return bool(_SIGNED.match(fold(name)) or name.lower().startswith(("chủ tịch", "phó chủ tịch")))
        folded = [fold(text[:200]) for text in filled]
        if any(_PLACE_AND_DATE.search(text) for text in folded):
            return True
        return not is_data and any(
            _SIGNED.match(text) or text.startswith(("chu tich", "pho chu tich")) for text in folded
        )

    def _is_section(self, texts: list[str], filled: list[str]) -> bool:
        """A heading between people: one text outside the name column, or the name of a unit."""
        name = self._text(texts, "full_name")
        number = self._text(texts, "number")
        if number and not number[0].isdigit() and len(filled) <= 2:
            return True
        return len(filled) == 1 and (not name or bool(_SECTION.match(fold(name))))


def _is_total(text: str) -> bool:
    """With accents, because Tống is a family name; the bare spelling only where it is bare everywhere."""
    lower = text.lower()
    if lower.startswith(
        ("tổng cộng", "tổng số", "tổng:", "ấn định danh sách", "danh sách này", "danh sách có")
    ):
        return True
    return lower in {"cộng", "cộng:", "tổng"} or (
        text.isascii() and lower.startswith(("tong cong:", "tong so:"))
    )
