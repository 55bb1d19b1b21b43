import json
import sys

from django.core.management.base import BaseCommand

from certificates.enums import REGISTER_SCOPE
from certificates.models import Certificate
from documents.models import Document, NumberSeries


class Command(BaseCommand):
    help = "Check that every number series runs 1…last and that every number is on exactly one paper."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args, **options):
        pages = [
            check(series) for series in NumberSeries.objects.select_related("organisation").order_by("pk")
        ]
        broken = [page for page in pages if page["missing"] or page["repeated"] or page["beyond"]]
        if options["json"]:
            self.stdout.write(json.dumps({"series": len(pages), "broken": broken}, ensure_ascii=False))
        else:
            for page in pages:
                state = "BROKEN" if page in broken else "ok"
                self.stdout.write(f"{state:6} {page['series']}: 1…{page['last']}, {page['papers']} papers")
        if broken:
            sys.exit(1)


def check(series):
    if series.scope == REGISTER_SCOPE:
        taken = Certificate.objects.filter(register_series=series).values_list("register_number", flat=True)
    else:
        taken = Document.objects.filter(series=series).values_list("number", flat=True)
    numbers = sorted(taken)
    # numbers of the paper register before the system took the book over are on paper, by definition once each
    expected = set(range(series.paper_numbers + 1, series.last_number + 1))
    return {
        "series": str(series),
        "last": series.last_number,
        "on_paper_before": series.paper_numbers,
        "papers": len(numbers),
        "missing": sorted(expected - set(numbers))[:50],
        "repeated": sorted({number for number in numbers if numbers.count(number) > 1})[:50]
        if len(numbers) != len(set(numbers))
        else [],
        "beyond": sorted(set(numbers) - expected)[:50],
    }
