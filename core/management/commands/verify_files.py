import hashlib
import json
import sys

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db.models import FileField


class Command(BaseCommand):
    help = "Check that every stored file is there and matches the SHA-256 written beside it."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args, **options):
        checked, problems = 0, []
        for model, name in stored_files():
            for row in model._default_manager.exclude(**{name: ""}).only("pk", name, "sha256").iterator():
                checked += 1
                found = digest(getattr(row, name))
                if found != row.sha256:
                    what = "missing" if found is None else "changed"
                    problems.append(
                        {
                            "model": model._meta.label,
                            "id": row.pk,
                            "file": getattr(row, name).name,
                            "problem": what,
                        }
                    )
        if options["json"]:
            self.stdout.write(json.dumps({"checked": checked, "problems": problems}, ensure_ascii=False))
        else:
            self.stdout.write(f"{checked} files checked, {len(problems)} problems")
            for problem in problems:
                self.stdout.write(
                    f"{problem['problem'].upper()} {problem['model']} {problem['id']}: {problem['file']}"
                )
        if problems:
            sys.exit(1)


def stored_files():
    """Every model of ours that keeps a file with its digest, and the name of the file field."""
    for model in apps.get_models():
        fields = {field.name for field in model._meta.concrete_fields}
        if "sha256" in fields and "file" in fields and isinstance(model._meta.get_field("file"), FileField):
            yield model, "file"


def digest(file):
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return None
