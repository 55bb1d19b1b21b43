"""Vietnamese names and words: cleaned at every entrance, sorted and searched without help from the database.

The order follows CLDR ``vi`` and was proved against ICU; it is written as digits because PostgreSQL, SQLite
and Python agree on nothing else.
"""

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY = {letter: f"{rank:02d}" for rank, letter in enumerate(_LETTERS, start=20)}
_PRIMARY |= {str(digit): f"{digit + 10:02d}" for digit in range(10)}
_PRIMARY[" "] = "01"  # blank < anything else (02) < digits < letters; 00 ends a field
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}  # 1: no tone
_SHAPES = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve, horn: another letter, not a tone
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])  # not U+00AD: that is ư in TCVN3 text
_WORD = re.compile(r"[^\W_]+")


def clean(text: str | None) -> str:
    """Return the text in NFC, without invisible characters, with single blanks."""
    visible = "".join(
        " " if unicodedata.category(char) == "Cc" else char for char in (text or "").translate(_INVISIBLE)
    )
    return " ".join(unicodedata.normalize("NFC", visible).split())


def fold(text: str | None) -> str:
    """Return the unaccented lower-case key: ``Nguyễn Văn Á Đức`` -> ``nguyen van a duc``.

    ``Ð`` (U+00D0), which some keyboards write for ``Đ``, folds to ``d`` too.
    """
    lower = clean(text).lower().replace("đ", "d").replace("ð", "d")
    bare = "".join(char for char in unicodedata.normalize("NFD", lower) if not unicodedata.combining(char))
    return clean(bare)


def search_text(*parts: str | None) -> str:
    """Return the words of the parts, folded, each after one blank.

    ``search__contains=" " + token`` then finds the beginnings of words, and only those.
    """
    words = [word for part in parts for word in _WORD.findall(fold(part))]
    return "".join(f" {word}" for word in words)


def search_tokens(query: str | None) -> list[str]:
    """Return the folded words somebody looks for, each once; letters and digits only, so safe in LIKE."""
    return list(dict.fromkeys(_WORD.findall(fold(query))))


def split_name(full_name: str) -> tuple[str, str, str]:
    """Return family name, middle names and given name (the last word; the only word of a short name)."""
    words = clean(full_name).split(" ")
    if len(words) == 1:
        return "", "", words[0]
    return words[0], " ".join(words[1:-1]), words[-1]


def name_sort_key(full_name: str) -> str:
    """Return digits that sort people by given name, then family name, then middle names.

    About 2.3 digits per character and 9 more: a name of 120 characters needs at most 310.
    """
    family, middle, given = split_name(full_name)
    return sort_key(given) + sort_key(family) + sort_key(middle)


def sort_key(text: str) -> str:
    """Return digits that sort words in Vietnamese order: letters first, then the tones huyền hỏi ngã sắc nặng.

    One tone a syllable, wherever it is written: Hoà and Hòa are the same place in the list.
    """
    letters: list[str] = []
    tones = ["1"]
    for char in unicodedata.normalize("NFD", clean(text).lower().replace("ð", "đ")):
        if char in _TONES:
            tones[-1] = _TONES[char]
        elif char in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        elif not unicodedata.combining(char):
            letters.append(char)
            tones += ["1"] if char == " " else []
    return "".join(_PRIMARY.get(letter, "02") for letter in letters) + "00" + "".join(tones).rstrip("1") + "0"


def display_name(raw: str) -> str:
    """Return the name as it is printed: ``LÊ THỊ HƯƠNG`` and ``lê thị hương`` -> ``Lê Thị Hương``.

    A name in mixed case keeps its spelling, except for words shouted in capitals. Words are never reordered.
    """
    name = clean(raw)
    if name.isupper() or name.islower():
        return _capitalised(name)
    return " ".join(
        _capitalised(word) if len(word) > 1 and word.isupper() else word for word in name.split(" ")
    )


def _capitalised(name: str) -> str:
    """Begin every syllable with a capital, also after an apostrophe or a hyphen (H'Bia, Y-Blô)."""
    return _WORD.sub(lambda word: word[0][0].upper() + word[0][1:].lower(), name)
