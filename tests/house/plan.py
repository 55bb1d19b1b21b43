"""The plan of the house, as the inspector reads it: floors, rooms, source trees, files, doors."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[2]
FLOORS = [
    "organisations",
    "accounts",
    "documents",
    "courses",
    "trainees",
    "certificates",
    "finance",
    "monitoring",
]
OURS = ["core", *FLOORS]


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def modules(*rooms, floors=FLOORS):
    """``(floor, room, path relative to the root, tree)`` of every module, or of the named rooms."""
    for floor in floors:
        for path in sorted((ROOT / floor).rglob("*.py")):
            room = path.relative_to(ROOT / floor).parts[0].removesuffix(".py")
            if not rooms or room in rooms:
                yield floor, room, path.relative_to(ROOT), tree_of(path)


def dotted(path):
    """The module name of a path: ``courses/services/__init__.py`` is ``courses.services``."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def files(*suffixes):
    """Every file that is committed or would be, as a path relative to the root."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    paths = (Path(name) for name in sorted(set(names)) if name)
    return [path for path in paths if (ROOT / path).is_file() and (not suffixes or path.suffix in suffixes)]


def text_of(path):
    """The text of a file; empty for a picture."""
    content = (ROOT / path).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def doors(patterns=None, prefix=""):
    """``(URL name, view function)`` of every path."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            namespace = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from doors(pattern.url_patterns, prefix + namespace)
        else:
            yield prefix + (pattern.name or ""), pattern.callback


def literal(node):
    """The text of a literal, of both branches of a conditional, or None when it is worked out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        branches = [literal(node.body), literal(node.orelse)]
        return None if None in branches else branches[0] + branches[1]
    return None
