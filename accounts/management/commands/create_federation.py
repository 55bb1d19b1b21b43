import datetime as dt
import json

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.services import create_person
from core.errors import DomainError
from organisations.enums import OrganisationKind
from organisations.models import Organisation
from organisations.services import create_organisation, set_letterhead

CONFEDERATION = ("TLĐ", "Tổng Liên đoàn Lao động Việt Nam", "Tổng LĐLĐ Việt Nam")
CONFEDERATION_LINES = ["TỔNG LIÊN ĐOÀN LAO ĐỘNG", "VIỆT NAM"]
FIRST_WORDS = "LIÊN ĐOÀN LAO ĐỘNG"  # stands on a line of its own, the province below it


class Command(BaseCommand):
    help = (
        "Found a labour federation: the organisation, its letterhead and its first administrator, whose "
        "temporary password is printed once. Refuses when the code exists."
    )

    def add_arguments(self, parser):
        parser.add_argument("code", help="short code of the federation, for example HN")
        parser.add_argument("name", help="full name, for example “Liên đoàn Lao động thành phố Hà Nội”")
        parser.add_argument("--short-name", help="for lists; default: the full name with LĐLĐ")
        parser.add_argument("--place", required=True, help="place name before the date, for example “Hà Nội”")
        parser.add_argument("--symbol", default="LĐLĐ", help="abbreviation in reference numbers")
        parser.add_argument("--admin", required=True, help="log-in name of the first administrator")
        parser.add_argument("--admin-name", required=True, help="full name of the first administrator")
        parser.add_argument(
            "--since",
            type=dt.date.fromisoformat,
            help="first day of name, letterhead and role, YYYY-MM-DD; default: 1 January of this year",
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args, **options):
        try:
            federation, user, password = self.found(options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            facts = {
                "id": federation.pk,
                "code": federation.code,
                "username": user.username,
                "password": password,
            }
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
            return
        self.stdout.write(f"{federation.name} ({federation.code}) is founded.")
        self.stdout.write(f"Administrator: {user.username}   temporary password, shown only now: {password}")

    @transaction.atomic
    def found(self, options):
        since = options["since"] or timezone.localdate().replace(month=1, day=1)
        name = options["name"]
        federation = create_organisation(
            self.root(since),
            code=options["code"],
            kind=OrganisationKind.FEDERATION,
            name=name,
            short_name=options["short_name"] or name.replace("Liên đoàn Lao động", "LĐLĐ"),
            valid_from=since,
            actor=None,
        )
        set_letterhead(
            federation,
            parent_lines=CONFEDERATION_LINES,
            issuer_lines=issuer_lines(federation.name),
            symbol=options["symbol"],
            place_name=options["place"],
            valid_from=since,
            actor=None,
        )
        user, password = create_person(
            federation,
            username=options["admin"],
            full_name=options["admin_name"],
            role=Role.ADMINISTRATOR,
            valid_from=since,
            actor=None,
        )
        return federation, user, password

    def root(self, since):
        """The confederation above every federation; made with the first one."""
        found = Organisation.objects.of_kind(OrganisationKind.CONFEDERATION).first()
        if found is not None:
            return found
        code, name, short_name = CONFEDERATION
        return create_organisation(
            None,
            code=code,
            kind=OrganisationKind.CONFEDERATION,
            name=name,
            short_name=short_name,
            valid_from=since,
            actor=None,
        )


def issuer_lines(name):
    """The name in capitals, broken after its first words; an administrator sets other lines later."""
    capitals = name.upper()
    rest = capitals.removeprefix(FIRST_WORDS).strip()
    return [FIRST_WORDS, rest] if rest and rest != capitals else [capitals]
