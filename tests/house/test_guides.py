"""The guides keep up with the screen: every word they quote in bold is one the product says."""

import re

import pytest
from babel.messages.pofile import read_po

from accounts.enums import Role
from tests.house.plan import files, text_of
from tests.house.test_templates import HTML, source
from tests.house.test_words import BANNED, CATALOGUE, in_vietnamese

GUIDES = [path for path in files(".md") if path.parts[:2] == ("docs", "guide")]
HOLE = "\N{HORIZONTAL ELLIPSIS}"  # where the screen fills in a number or a name
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")


def plain(text):
    return " ".join(PLACEHOLDER.sub(HOLE, text).split()).casefold().rstrip(":")


@pytest.fixture(scope="module")
def said():
    """Every sentence of the catalogue, and the words that stand in a template as they are."""
    with CATALOGUE.open("rb") as stream:
        catalogue = read_po(stream, locale="vi")
    sentences = {plain(text) for message in catalogue if message.id for text in in_vietnamese(message)}
    for name in HTML:
        bare = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", "\n", source(name), flags=re.DOTALL)
        sentences |= {plain(line) for line in bare.splitlines() if line.strip()}
    return sentences


def quoted(path):
    return re.findall(r"\*\*(.+?)\*\*", text_of(path))


def test_there_is_a_guide_for_every_role():
    assert len(GUIDES) == len(Role) + 1
    index = text_of("docs/guide/README.md")
    assert [path.name for path in GUIDES if path.stem != "README" and f"]({path.name})" not in index] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_quotes_only_what_the_screen_says(path, said):
    assert quoted(path), "a guide without a word of the screen guides nobody"
    assert [words for words in quoted(path) if plain(words) not in said] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_is_short_and_says_none_of_the_banned_words(path):
    text = text_of(path)

    assert text.count("\n") <= 120
    assert BANNED.findall(text) == []


def test_a_word_that_is_not_on_the_screen_is_found_out(said):
    assert plain("Duyệt và ký") in said
    assert plain("Đề nghị cấp … giấy chứng nhận") in said
    assert plain("Gửi yêu cầu phê duyệt ngay") not in said
