"""The checks of the sources: linters, tidy files, a complete Vietnamese catalogue."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from devtools.environment import PYTHON, ROOT, VENV, say


def untidy_files(root=ROOT):
    """Return sentences about tracked files that should not be committed as they are."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    for path in (root / name for name in names if name):
        content = path.read_bytes() if path.is_file() else b""
        if len(content) > 2_000_000:
            yield f"{path.relative_to(root)}: larger than 2 MB"
        if b"PRIVATE KEY" + b"-----" in content:
            yield f"{path.relative_to(root)}: holds a private key"
        if content and b"\0" not in content and not content.endswith(b"\n"):
            yield f"{path.relative_to(root)}: no new line at the end"


def lint():
    """Run every check, report them all, return the exit code."""
    tools = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "djlint": ["djlint", "templates", "--lint"],
        "lint-imports": ["lint-imports"],
    }
    broken = []
    for name, (program, *arguments) in tools.items():
        say(name)
        if subprocess.run([VENV / "bin" / program, *arguments], cwd=ROOT, check=False).returncode:
            broken.append(name)
    untidy = list(untidy_files())
    sys.stdout.writelines(f"{line}\n" for line in untidy)
    broken += ["tidy files"] if untidy else []
    say(f"not clean: {', '.join(broken)}" if broken else "clean")
    return 1 if broken else 0


def check_messages():
    """Report the strings without Vietnamese, looking in a copy of the sources."""
    with tempfile.TemporaryDirectory(prefix="trainingmgr-messages-") as folder:
        skipped = shutil.ignore_patterns(".*", "var", "tests", "bench", "*.mo", "__pycache__")
        copy = shutil.copytree(ROOT, Path(folder) / "copy", ignore=skipped, symlinks=True)
        return report_messages(copy)


def report_messages(root):
    """Collect the strings below ``root`` into its catalogue and report those without Vietnamese."""
    env = {**os.environ, "SECRET_KEY": "unused", "TRAININGMGR_DATA": str(root / "var")}
    options = [
        "-l",
        "vi",
        "--no-wrap",
        "--no-location",
        "--no-obsolete",
        "-i",
        "tests",
        "-i",
        "bench",
        "-i",
        "var",
    ]
    if subprocess.run(
        [PYTHON, "manage.py", "makemessages", *options], cwd=root, env=env, check=False
    ).returncode:
        return 1
    catalogues = sorted(root.glob("locale/vi/LC_MESSAGES/*.po"))
    found = [
        text
        for path in catalogues
        for kind in ("--untranslated", "--only-fuzzy")
        if (text := strings(path, kind))
    ]
    sys.stdout.writelines(found)
    say("some strings have no Vietnamese" if found else "every string has its Vietnamese")
    return 1 if found else 0


def strings(catalogue, kind):
    """Return the messages of one kind, headed by the kind, or an empty text."""
    found = subprocess.run(["msgattrib", kind, "--no-obsolete", catalogue], capture_output=True, check=True)
    return f"{kind[2:]} in {catalogue.name}:\n{found.stdout.decode()}\n" if found.stdout.strip() else ""
