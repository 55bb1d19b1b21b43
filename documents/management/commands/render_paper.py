"""Draw a paper from a file of facts: to look at a template, and to draw a paper again without a database."""

import hashlib
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents.facts import PaperError


class Command(BaseCommand):
    help = "Draw TEMPLATE with the facts of a JSON file into a PDF."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("template", help="e.g. courses/pdf/notice_2022.html")
        parser.add_argument("facts", type=Path, help="JSON file with the snapshot")
        parser.add_argument("out", type=Path, help="PDF file to write")
        parser.add_argument("--json", action="store_true", help="print one JSON line")

    def handle(self, *, template, facts, out, **options):
        from documents.rendering import draw  # noqa: PLC0415 -- slow import

        try:
            paper = draw(template, _read(facts))
            out.write_bytes(paper.pdf)
        except (PaperError, OSError) as error:
            raise CommandError(str(error)) from error
        result = {
            "template": template,
            "out": str(out),
            "bytes": len(paper.pdf),
            "sha256": hashlib.sha256(paper.pdf).hexdigest(),
            "pages": paper.pages,
        }
        line = "{out}: {pages} pages, {bytes} bytes, sha256 {sha256}".format(**result)
        self.stdout.write(json.dumps(result, ensure_ascii=False) if options["json"] else line)


def _read(path):
    try:
        snapshot = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise CommandError(f"{path}: {error}") from error
    if not isinstance(snapshot, dict):
        raise CommandError(f"{path}: the facts must be one JSON object")
    return snapshot
