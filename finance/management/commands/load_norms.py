import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from finance.services import load_norms
from finance.sheets import read_norms

OURS = Path(__file__).resolve().parents[2] / "data" / "spending_norms.csv"


class Command(BaseCommand):
    help = (
        "Load the table of spending norms with their sources and periods; running it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", default=str(OURS), help="CSV file; default: the norms we ship")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args, file, **options):
        try:
            counts = load_norms(read_norms(file))
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        line = "{created} new, {updated} changed, {unchanged} unchanged".format(**counts)
        self.stdout.write(json.dumps(counts) if options["json"] else line)
