"""The documentation keeps up: links lead somewhere, every decision is listed, every model is in the glossary."""

import re

import pytest

from tests.house.plan import ROOT, files, text_of
from tests.house.test_memory import MODELS

PAGES = [path for path in files(".md") if path.parts[0] in {"docs", "README.md", "CONTRIBUTING.md"}]
DECISIONS = [path for path in PAGES if "adr" in path.parts]


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_every_link_leads_somewhere(path):
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text_of(path))
    broken = [
        link
        for link in links
        if not link.startswith(("http://", "https://")) and not (ROOT / path.parent / link).exists()
    ]

    assert broken == []


def test_decisions_are_numbered_without_a_gap_and_listed():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    index = text_of("docs/README.md")

    assert numbers == list(range(1, len(numbers) + 1))
    assert [path.name for path in DECISIONS if f"adr/{path.name}" not in index] == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_one_page_of_three_parts(path):
    text = text_of(path)

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert text.startswith(f"# {path.name[:4]} ")
    assert text.count("\n") < 60


def test_every_model_is_in_the_glossary():
    glossary = text_of("docs/glossary.md")

    assert [model.__name__ for model in MODELS if f"`{model.__name__}`" not in glossary] == []


def test_every_model_is_in_the_house():
    house = text_of("docs/house.md")

    assert [model.__name__ for model in MODELS if f"`{model.__name__}`" not in house] == []
