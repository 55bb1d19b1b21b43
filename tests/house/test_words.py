"""The words on the screen: Vietnamese, complete, and none of those we do not say to people."""

import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from tests.house.plan import ROOT, files, text_of
from tests.house.test_templates import HTML, source

CATALOGUE = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
BANNED = re.compile(
    r"không hợp lệ|vui lòng|rất tiếc|lỗi không xác định|thành công!|\boops\b|\bclick\b|\bsubmit\b|\bdeadline\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="vi")


def in_vietnamese(message):
    return [
        text for text in ([message.string] if isinstance(message.string, str) else message.string) if text
    ]


def test_the_catalogue_says_none_of_the_banned_words(catalogue):
    offenders = [
        text for message in catalogue if message.id for text in in_vietnamese(message) if BANNED.search(text)
    ]

    assert offenders == []


@pytest.mark.parametrize("name", HTML)
def test_a_template_says_none_of_the_banned_words(name):
    said = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", source(name), flags=re.DOTALL)

    assert not BANNED.search(said)


def test_placeholders_survive_translation(catalogue):
    holder = re.compile(r"%\(\w+\)[sd]|%[sd]")
    offenders = []
    for message in catalogue:
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[-1]
        for text in in_vietnamese(message):
            if sorted(holder.findall(english)) != sorted(holder.findall(text)):
                offenders.append((english, text))

    assert offenders == []


def test_no_domain_word_is_left_to_the_catalogue_of_django():
    """Django's own Vietnamese answers for "session" with the session of a browser: such words carry context."""
    bare = re.compile(
        r"""(?<!p)gettext(?:_lazy)?\(\s*"(\w+)"\s*\)|\b_\(\s*"(\w+)"\s*\)|{%\s*translate\s+"(\w+)"\s*%}"""
    )
    risky = {
        "session",
        "course",
        "user",
        "active",
        "date",
        "time",
        "number",
        "name",
        "status",
        "all",
        "yes",
        "no",
        "delete",
    }
    offenders = [
        f"{path}: {found}"
        for path in files(".py", ".html")
        if path.parts[0] != "tests"
        for match in bare.finditer(text_of(path))
        for found in match.groups()
        if found and found.lower() in risky
    ]

    assert offenders == []


def test_every_string_has_its_vietnamese(tmp_path):
    for tool in ("msgfmt", "msgattrib", "xgettext"):
        assert shutil.which(tool), f"{tool} is missing: install gettext"
    for path in files(".py", ".html", ".txt", ".po"):
        if path.parts[0] not in {"tests", "bench", "docs", "requirements"}:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, tmp_path / path)
    options = ["-l", "vi", "--no-wrap", "--no-location"]
    made = subprocess.run(
        [sys.executable, "manage.py", "makemessages", *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "SECRET_KEY": "unused",
            "TRAININGMGR_DATA": str(tmp_path / "var"),
        },
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr

    copy = tmp_path / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    for kind in ("--untranslated", "--only-fuzzy"):
        lines = subprocess.run(
            ["msgattrib", kind, "--no-obsolete", copy], capture_output=True, text=True, check=True
        ).stdout
        assert lines == "", f"{kind}: run dev.py messages and write the Vietnamese"
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", CATALOGUE], check=True)


def test_no_sentence_is_kept_for_nothing(catalogue):
    """Obsolete lines hide what is missing."""
    assert [message.id for message in catalogue.obsolete.values()] == []
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []
