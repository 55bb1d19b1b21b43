"""A roster file is staged first, and nothing is in the directory; then it is applied whole, or discarded."""

import datetime as dt
import hashlib
import re

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError, NotAllowedNow
from core.names import clean, fold
from core.secrets import decrypt, encrypt, lookup_hash
from courses.enums import CourseStatus
from courses.models import Course
from organisations.models import Organisation
from trainees.models import Enrolment, RosterImport, Trainee
from trainees.selectors.matching import match_people
from trainees.selectors.roster import IMPORTABLE, people_of
from trainees.services.people import build_trainee
from trainees.workflow import ENROLMENT, ROSTER_IMPORT

ENDED = frozenset({CourseStatus.COMPLETED, CourseStatus.CANCELLED})
LONG_NUMBER = re.compile(r"(?<!\d)(?:\d{6}|\d{9})(\d{3})(?!\d)")  # cards of 9 and of 12 digits
TEXTS = ("full_name", "gender", "position", "phone", "note")


@transaction.atomic
def stage_roster(course, *, roster, content, actor):
    """Keep a roster file and its rows for a preview.

    ``roster``: what ``sheets.read_roster`` returned; ``content``: the bytes of the file. Citizen numbers are
    encrypted in the rows. Raises DomainError if nobody can be read or the class takes nobody any more.
    """
    refuse_ended(course)
    if not roster.rows:
        raise DomainError(" ".join(problem.message for problem in roster.file_problems))
    staged = RosterImport(
        course=course,
        file_name=roster.file[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        rows=stage_rows(course, roster),
        created_by=actor,
    )
    _count(staged, roster.counts)
    staged.file.save(
        f"{course.pk}-{staged.sha256[:16]}.{_suffix(roster.file)}", ContentFile(content), save=False
    )
    staged.save()
    audit.record(
        actor=actor,
        verb="trainees.rosterimport.preview",
        target=staged,
        read=roster.counts.read,
        errors=staged.error_count,
    )
    return staged


def _count(staged, counts):
    usable = [person for person in people_of(staged) if person["status"] in IMPORTABLE]
    matched = sum(person["trainee"] is not None for person in usable)
    staged.good_count, staged.warning_count, staged.error_count = counts.good, counts.warnings, counts.errors
    staged.new_count, staged.matched_count = len(usable) - matched, matched


def stage_rows(course, roster):
    """Return the rows as plain values, each with the trainee it matches; without writing anything."""
    people = [_staged(row) for row in roster.rows]
    matches = match_people(course.organisation.federation_id, people)
    for person, trainee in zip(people, matches, strict=True):
        person["trainee"] = trainee
    if roster.file_problems:
        problems = [_said(problem) for problem in roster.file_problems]
        return [{"sheet": "", "row": None, "problems": problems}, *people]
    return people


@transaction.atomic
def apply_roster(roster_import, *, actor):
    """Bring the rows without errors in: find or add the people, enrol them, all or nothing.

    Whoever is in the class already is left as he or she is, so applying the same file again changes nothing.
    Returns ``{"new", "matched", "enrolled", "left"}``. Raises DomainError.
    """
    course = _lock(roster_import.course)
    refuse_ended(course)
    people = [person for person in people_of(roster_import) if person["status"] in IMPORTABLE]
    if not people:
        raise DomainError(_("No row of this file can be imported. Mend the file and upload it again."))
    matches = match_people(course.organisation.federation_id, people)
    units = _units(course)
    added = Trainee.objects.bulk_create(
        _person(course, units, person) for person, known in zip(people, matches, strict=True) if known is None
    )
    ids = iter([trainee.pk for trainee in added])
    wanted = {known or next(ids): person for known, person in zip(matches, people, strict=True)}
    enrolled = _enrol(course, units, wanted, roster_import)
    counts = {
        "new": len(added),
        "matched": len(people) - len(added),
        "enrolled": enrolled,
        "left": len(people) - enrolled,
    }
    ROSTER_IMPORT.advance(roster_import, "apply", actor=actor, **counts)
    return counts


@transaction.atomic
def discard_roster(roster_import, *, actor):
    """Put a staged file aside; it stays on record, its rows come to nothing."""
    return ROSTER_IMPORT.advance(roster_import, "discard", actor=actor)


@transaction.atomic
def withdraw_enrolment(enrolment, *, reason, actor):
    """Take a person out of a class that has not ended; marks and the record stay."""
    refuse_ended(_lock(enrolment.course))  # the results may be confirmed at this very moment
    fields = {"note": reason[:300]}
    return ENROLMENT.advance(enrolment, "withdraw", actor=actor, fields=fields, reason=reason)


def refuse_ended(course):
    if course.status in ENDED:
        raise NotAllowedNow(
            _("The class is “%(status)s”; its roster cannot be changed any more.")
            % {"status": course.get_status_display()}
        )


def _lock(course):
    """Lock the federation, then the class: people are looked up before they are added."""
    federations = Organisation.objects.filter(pk=course.organisation.federation_id)
    list(federations.select_for_update(of=("self",), no_key=True).values_list("pk"))
    rows = Course.objects.select_related("organisation").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=course.pk)


def _staged(row):
    staged = {name: clean(getattr(row, name)) for name in TEXTS}
    return staged | {
        "sheet": row.sheet,
        "row": row.row,
        "status": row.status,
        "birth_date": row.birth_date.isoformat() if row.birth_date else None,
        "birth_year": row.birth_year,
        "workplace": clean(row.unit_name or row.workplace),
        "citizen_id": encrypt(row.citizen_id) if row.citizen_id else "",
        "citizen_id_hash": lookup_hash(row.citizen_id) if row.citizen_id else "",
        "citizen_id_tail": row.citizen_id[-3:],
        "problems": [_said(problem) for problem in row.problems],
        "trainee": None,
    }


def _said(problem):
    """A finding without any whole citizen number, also where it stood in a wrong column."""
    said = problem.as_dict()
    for name in ("found", "message"):
        said[name] = LONG_NUMBER.sub(r"•••••••••\1", said[name])
    return said


def _suffix(name):
    suffix = name.rpartition(".")[2].lower()
    return suffix if suffix in {"xlsx", "xls", "ods", "csv"} else "bin"


def _units(course):
    """The units at and under the host by folded name: where a person of the roster may belong."""
    rows = Organisation.objects.under(course.organisation).order_by("-path")
    return {fold(name): unit for unit in rows for name in (unit.short_name, unit.name)}


def _unit(course, units, person):
    return units.get(fold(person["workplace"]), course.organisation)


def _person(course, units, person):
    return build_trainee(
        _unit(course, units, person),
        full_name=person["full_name"],
        birth_date=person["birth_date"] and dt.date.fromisoformat(person["birth_date"]),
        birth_year=person["birth_year"],
        gender=person["gender"],
        position=person["position"][:200],
        workplace=person["workplace"],
        phone=person["phone"],
        citizen_id=decrypt(person["citizen_id"]) if person["citizen_id"] else "",
        citizen_id_secret=person["citizen_id"],
    )


def _enrol(course, units, wanted, roster_import):
    """Enrol the trainees who are not in the class; returns how many."""
    present = set(Enrolment.objects.filter(course=course).values_list("trainee_id", flat=True))
    rows = Enrolment.objects.bulk_create(
        Enrolment(
            course=course,
            trainee_id=trainee,
            organisation=_unit(course, units, person),
            roster_import=roster_import,
            note=person["note"],
        )
        for trainee, person in wanted.items()
        if trainee not in present
    )
    return len(rows)
