"""Templates: each is used, each one named exists, none carries code, all speak one spelling of gettext."""

import ast
import re

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.views.generic.detail import SingleObjectTemplateResponseMixin
from django.views.generic.list import MultipleObjectTemplateResponseMixin

from tests.house.plan import OURS, ROOT, doors, files, literal, modules, text_of

FOLDER = ROOT / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
HTML = [name for name in TEMPLATES if name.endswith(".html")]
NAME = re.compile(r"[\w./-]+\.(?:html|txt|svg)")
NAMED_IN_TAG = re.compile(r"""{%\s*(?:extends|include|form_template)\s+["']([^"']+)["']""")

# Found by name by Django, by crispy-forms, or by the browser's address.
FOUND_BY_OTHERS = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}

COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)


def source(name):
    return COMMENT.sub("", (FOLDER / name).read_text(encoding="utf-8"))


def named_in_code():
    """Templates named in Python: by the doors, the services (papers) and the forms."""
    for _floor, room, path, tree in modules(floors=OURS):
        if room == "migrations":
            continue
        for node in ast.walk(tree):
            for value in literal(node) or ():
                if value.endswith(".html") and NAME.fullmatch(value):
                    yield str(path), value


def named_in_templates():
    for name in HTML:
        for found in NAMED_IN_TAG.findall(source(name)):
            yield name, found


@pytest.fixture
def named_by_views(rf, chi):
    """The names Django makes up for the views that do not name their template."""
    names = {}
    for door, view in doors():
        view_class = getattr(view, "view_class", None)
        if view_class is None or view_class.__module__.split(".")[0] not in OURS:
            continue
        makes_up = (SingleObjectTemplateResponseMixin, MultipleObjectTemplateResponseMixin)
        if not issubclass(view_class, makes_up) or view_class.template_name:
            continue
        if "render_to_response" in vars(view_class) or "get_template_names" in vars(view_class):
            continue
        request = rf.get("/")
        request.user, request.htmx = chi, False
        instance = view_class()
        instance.setup(request, pk=0)
        if issubclass(view_class, SingleObjectTemplateResponseMixin):
            instance.object = None
        meta = instance.get_queryset().model._meta
        names[door] = f"{meta.app_label}/{meta.model_name}{view_class.template_name_suffix}.html"
    return names


def test_every_template_named_exists(named_by_views):
    missing = []
    for place, name in [*named_in_code(), *named_in_templates(), *named_by_views.items()]:
        try:
            get_template(name)
        except TemplateDoesNotExist:
            missing.append(f"{place}: {name}")

    assert missing == []


def test_every_template_is_used(named_by_views):
    used = {name for _place, name in [*named_in_code(), *named_in_templates(), *named_by_views.items()]}
    unused = [
        name
        for name in HTML
        if name not in used | FOUND_BY_OTHERS and not name.startswith("bootstrap5/")  # overrides of crispy
    ]

    assert unused == []


@pytest.mark.parametrize("name", HTML)
def test_a_template_carries_no_code(name):
    text = re.sub(r"{%.*?%}|{{.*?}}", "", source(name), flags=re.DOTALL)

    for forbidden in (r"<script(?![^>]*\ssrc=)", r"<style", r"\son\w+\s*=", r"\sstyle\s*=", r"javascript:"):
        assert not re.search(forbidden, text, re.IGNORECASE), f"{forbidden} in {name}"


@pytest.mark.parametrize("name", HTML)
def test_a_template_uses_the_new_spelling_of_translate(name):
    text = source(name)

    assert not re.search(r"{%\s*(trans|blocktrans)\s", text), "write translate, blocktranslate"
    for tag in re.findall(r"{%\s*blocktranslate\b[^%]*%}", text):
        assert re.search(r"\btrimmed\b", tag), f"{tag} is not trimmed"


@pytest.mark.parametrize("name", [name for name in HTML if "/pdf/" in name])
def test_a_paper_reads_only_its_snapshot(name):
    tags = re.findall(r"{%\s*(\w+)", source(name))

    assert not {"url", "now", "csrf_token", "static"} & set(tags)
    assert not re.search(r"\b(request|user|today)\.", source(name))


def test_a_page_of_a_form_is_safe_from_forgery():
    """Every form that posts carries the token."""
    offenders = []
    for name in HTML:
        for form in re.findall(
            r"<form\b[^>]*method=[\"']post.*?</form>", source(name), re.DOTALL | re.IGNORECASE
        ):
            if "csrf_token" not in form:
                offenders.append(name)

    assert offenders == []


def test_every_static_file_named_exists():
    from django.contrib.staticfiles import finders

    missing = [
        f"{name}: {path}"
        for name in HTML
        for path in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", source(name))
        if finders.find(path) is None
    ]

    assert missing == []


def test_every_script_and_stylesheet_is_used():
    everything = "\n".join(source(name) for name in HTML)
    everything += "\n".join(text_of(path) for path in files(".js", ".css", ".py"))
    unused = [
        str(path)
        for path in files(".js", ".css")
        if path.parts[0] == "static"
        and "vendor" not in path.parts
        and path.name not in everything
        and f'data-style="{path.stem}"' not in everything
    ]

    assert unused == []
