"""Read a roster file from the shell, and without --dry-run bring it in through the same services as the page."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from courses.models import Course
from trainees.enums import EnrolmentStatus
from trainees.models import Enrolment
from trainees.selectors.roster import IMPORTABLE
from trainees.services import apply_roster, stage_roster, stage_rows
from trainees.sheets import RosterError, read_roster


class Command(BaseCommand):
    help = "Import a roster file (.xlsx, .xls, .ods, .csv) into a class."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--course", required=True, help="code of the class")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *, file, course, dry_run, **options):
        known = Course.objects.select_related("organisation").filter(code=course).first()
        if known is None:
            raise CommandError(f"There is no class with the code {course}.")
        try:
            content = file.read_bytes()
            with file.open("rb") as stream:
                roster = read_roster(stream, file.name)
            if not roster.rows:
                problem = roster.file_problems[0]
                raise RosterError(problem.message, code=problem.code)
            result = report(known, roster)
            if not dry_run:
                staged = stage_roster(known, roster=roster, content=content, actor=None)
                result |= {**apply_roster(staged, actor=None), "applied": True, "import_id": staged.pk}
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except DomainError as error:
            code = error.code if isinstance(error, RosterError) else "refused"
            self._refuse(file, course, code, str(error), as_json=options["json"])
        self._tell(result, as_json=options["json"])

    def _refuse(self, file, course, code, sentence, *, as_json):
        result = {"file": file.name, "course": course, "applied": False, "code": code, "message": sentence}
        self.stdout.write(json.dumps(result, ensure_ascii=False) if as_json else f"{code}: {sentence}")
        sys.exit(1)

    def _tell(self, result, *, as_json):
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
            return
        line = "{file} -> {course}: {read} rows read, {good} good, {rows_with_warnings} with warnings, "
        line += "{rows_with_errors} with errors; people: {new} new, {matched} matched, {enrolled} enrolled; "
        line += "applied: {applied}"
        self.stdout.write(line.format(**result))
        for problem in [*result["errors"], *result["warnings"]]:
            text = "{severity} {sheet} row {row} column {column} {code}: {message}"
            self.stdout.write(text.format(**problem))


def report(course, roster):
    """What the file says and what importing it would do."""
    people = [row for row in stage_rows(course, roster) if row["row"] is not None]
    usable = [row for row in people if row["status"] in IMPORTABLE]
    matched = [row["trainee"] for row in usable if row["trainee"]]
    enrolments = Enrolment.objects.filter(course=course)
    left = enrolments.filter(trainee__in=matched).count()
    now = enrolments.filter(status=EnrolmentStatus.ENROLLED).count()
    problems = [problem.as_dict() for problem in roster.problems]
    counts = roster.counts
    return {
        "file": roster.file,
        "course": course.code,
        "read": counts.read,
        "good": counts.good,
        "rows_with_warnings": counts.warnings,
        "rows_with_errors": counts.errors,
        "errors": [problem for problem in problems if problem["severity"] == "error"],
        "warnings": [problem for problem in problems if problem["severity"] == "warning"],
        "new": len(usable) - len(matched),
        "matched": len(matched),
        "enrolled": len(usable) - left,
        "left": left,
        "over_capacity": max(0, now + len(usable) - left - course.capacity),
        "applied": False,
    }
