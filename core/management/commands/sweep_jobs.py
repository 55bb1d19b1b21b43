from django.core.management.base import BaseCommand

from core.tasks import sweep


class Command(BaseCommand):
    help = "Ring again for every job that is due and that no worker holds."

    def handle(self, *args, **options):
        self.stdout.write(f"{sweep()} jobs rung for")
