import json
import sys

from django.core.management.base import BaseCommand

from core import audit


class Command(BaseCommand):
    help = "Recompute the chain of the audit log and say where it is broken."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument("--seal", action="store_true", help="seal the settled lines first")

    def handle(self, *args, **options):
        if options["seal"]:
            audit.seal()
        result = audit.verify()
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self.stdout.write(
                f"{result['lines']} sealed lines in {result['seals']} seals, {result['unsealed']} not yet sealed"
            )
            for part in result["broken"]:
                self.stdout.write(f"BROKEN between lines {part['first_id']} and {part['last_id']}: {part}")
        if result["broken"]:
            sys.exit(1)
