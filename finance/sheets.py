"""The table of norms as a file: comma-separated, UTF-8, one norm and one period of validity a line."""

import csv
import datetime as dt

from django.utils.translation import gettext as _

from core.errors import DomainError
from finance.enums import Evidence, NormCalculation
from finance.facts import NormRow

COLUMNS = ("code", "label_vi", "unit", "calc", "max_vnd", "effective_from", "effective_to", "evidence", "legal_basis", "conditions")  # fmt: skip


def read_norms(path):
    """Read the norms of a file. Raises DomainError naming the line and what is wrong with it."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
        if missing:
            raise DomainError(
                _("The file of norms lacks these columns: %(columns)s.") % {"columns": ", ".join(missing)}
            )
        return [_norm(line, number) for number, line in enumerate(reader, start=2)]


def _norm(line, number):
    try:
        return NormRow(
            code=line["code"].strip(),
            label=line["label_vi"].strip(),
            unit=line["unit"].strip(),
            calculation=NormCalculation(line["calc"].strip()).value,
            max_amount=int(line["max_vnd"]) if line["max_vnd"].strip() else None,
            valid_from=_day(line["effective_from"]),
            valid_to=_day(line["effective_to"]),
            evidence=Evidence(line["evidence"].strip()).value,
            legal_basis=line["legal_basis"].strip(),
            conditions=line["conditions"].strip(),
        )
    except (ValueError, AttributeError) as error:
        raise DomainError(
            _("Line %(number)s of the file of norms cannot be read: %(error)s.")
            % {"number": number, "error": error}
        ) from error


def _day(text):
    return dt.date.fromisoformat(text.strip()) if text.strip() else None
