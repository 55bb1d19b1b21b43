"""The sources themselves: size, imports, dependencies, and nothing in them that belongs to a machine or a person."""

import ast
import hashlib
import importlib.metadata
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.house.plan import OURS, ROOT, files, text_of, tree_of

PYTHON = [path for path in files(".py") if "migrations" not in path.parts]
HELPERS = {"dev", "devtools", "tests", "bench", "trainingmgr", "manage"}


def test_no_file_is_too_long():
    longest = {".py": 400, ".html": 160}
    lengths = {
        path: text_of(path).count("\n") for path in files(".py", ".html") if "migrations" not in path.parts
    }
    offenders = {str(path): count for path, count in lengths.items() if count > longest[path.suffix]}

    assert offenders == {}


def test_no_import_is_relative():
    offenders = [
        f"{path}:{node.lineno}"
        for path in PYTHON
        for node in ast.walk(tree_of(ROOT / path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert offenders == []


def test_floors_and_rooms_are_kept():
    linter = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout[-3000:]


def test_the_web_process_does_not_load_the_slow_rooms(tmp_path):
    code = (
        "import sys, trainingmgr.wsgi; from django.urls import get_resolver; get_resolver().url_patterns;"
        "[pattern.url_patterns for pattern in get_resolver().url_patterns];"
        "print([name for name in ('weasyprint', 'openpyxl', 'fontTools', 'playwright', 'pytest') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"SECRET_KEY": "unused", "TRAININGMGR_DATA": str(tmp_path), "PATH": "/usr/bin:/bin"},
        check=False,
    )

    assert result.stdout.strip() == "[]", result.stdout + result.stderr


# Dependencies


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(name):
    """The distributions a requirements file names, with those of the files it includes."""
    found = set()
    for line in (ROOT / "requirements" / name).read_text().splitlines():
        if line.startswith("-r "):
            found |= declared(line.removeprefix("-r ").strip())
        elif line and not line.startswith("#"):
            found.add(normal(re.split(r"[<>=\[;! ~]", line)[0]))
    return found


@pytest.mark.parametrize("name", ["base", "dev"])
def test_a_lock_pins_every_package_by_its_digest(name):
    text = (ROOT / "requirements" / f"{name}.lock").read_text()
    pins = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
    locked = {normal(re.split(r"[=\[]", pin)[0]) for pin in pins}

    assert all(re.match(r"[\w.\[\]-]+==[\w.+-]+", pin) for pin in pins)
    assert all("--hash=sha256:" in pin for pin in pins)
    assert declared(f"{name}.in") - locked == set()


def imported(paths):
    """Top-level modules of others that these files import."""
    for path in paths:
        for node in ast.walk(tree_of(ROOT / path)):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module]
            else:
                continue
            for name in names:
                top = name.split(".")[0]
                if top not in sys.stdlib_module_names and top not in {*OURS, *HELPERS}:
                    yield str(path), top


@pytest.mark.parametrize(("lock", "of_the_tests"), [("base.in", False), ("dev.in", True)])
def test_every_package_that_is_imported_is_declared(lock, of_the_tests):
    distributions = importlib.metadata.packages_distributions()
    known = declared(lock)
    paths = [path for path in PYTHON if (path.parts[0] in {"tests", "bench"}) == of_the_tests]
    offenders = {
        f"{path}: {top}"
        for path, top in imported(paths)
        if not {normal(name) for name in distributions.get(top, [])} & known
    }

    assert offenders == set()


# What must not be in any file


REAL_PEOPLE = {  # SHA-256 of names in the source papers, without accents: people in our files are invented
    "1f3b19edf093ab56b76b9ebc7a86a97dd5ad1591ed5f5d0cb4828e9565a88fc2",
    "cb53d21ce4a9267fa98dc6c423f58b02990886e423406b285e7a654aaaad2e23",
    "e9bc4a6d9813e642826fbd1d51dc293f9009176de053998a7354c7a665a438fd",
}


def plain(text):
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def names_in(text, known=REAL_PEOPLE):
    words = re.findall(r"[a-z]+", plain(text))
    for start in range(len(words)):
        for count in (3, 4):
            name = " ".join(words[start : start + count])
            if hashlib.sha256(name.encode()).hexdigest() in known:
                yield name


def test_no_real_person_is_in_any_file():
    assert [str(path) for path in files() if list(names_in(text_of(path)))] == []


def test_the_search_for_names_finds_one():
    known = {hashlib.sha256(b"pham hoai an").hexdigest()}

    assert list(names_in("Đồng chí PHẠM HOÀI AN ký", known)) == ["pham hoai an"]


def test_no_file_knows_the_machine_it_was_written_on():
    folders = re.compile(rf"/{'work'}/|/{'root'}/|/home/\w+/")
    registries = re.compile(r"--((extra-)?index-url|find-links|trusted-host)[= ]|PIP_INDEX[_]URL=\S")
    offenders = [
        str(path) for path in files() if folders.search(text_of(path)) or registries.search(text_of(path))
    ]

    assert offenders == []
