import json

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from courses.models import Course
from monitoring.management.demo import hanoi, quangtri
from monitoring.management.demo.ground import lay_confederation
from organisations.models import Organisation
from trainees.models import Trainee


class Command(BaseCommand):
    help = "Load the demo: two federations from the seed documents with invented people. A second run does nothing."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print what there is as JSON")

    @transaction.atomic
    def handle(self, *args, **options):
        if not Organisation.objects.filter(code="HN").exists():
            call_command("load_norms", stdout=self.stderr)
            root = lay_confederation()
            quangtri.tell(root)
            hanoi.tell(root, timezone.localdate())
        counts = {
            "federations": Organisation.objects.filter(kind="federation").count(),
            "courses": Course.objects.count(),
            "trainees": Trainee.objects.count(),
        }
        line = "{federations} federations, {courses} classes, {trainees} trainees".format(**counts)
        self.stdout.write(json.dumps(counts) if options["json"] else line)
