"""Money against people: who came (closed registers) and who taught (the timetable)."""

import math
from collections import defaultdict

from django.utils.translation import gettext as _

from core.formatting import plain_date
from finance.enums import Severity
from finance.facts import Finding

MEALS = "HV_TIENAN"
REFRESHMENTS = "HV_GIAIKHAT"
LECTURER = "GV_TIENCONG"
PERIODS_A_SESSION = 4  # one paid half-day of teaching (TT 36/2018 and after)
TURNOUT = 80  # % of the seats; a default of ours


def per_day(expenses, prefix):
    """Quantities by day of the expenses whose norm begins with ``prefix``."""
    days = defaultdict(int)
    for expense in expenses:
        if expense.norm_code.startswith(prefix):
            days[expense.spent_on] += expense.quantity
    return sorted(days.items())


def meals_beyond_attendance(facts):
    """A1: on no day more meals than people."""
    for day, quantity in per_day(facts.expenses, MEALS):
        came = facts.attendance.by_day.get(day.isoformat(), 0)
        if quantity > came:
            yield Finding(
                "A1",
                Severity.BLOCK,
                _(
                    "%(day)s: %(quantity)s meals are claimed, the closed registers show %(came)s people."
                    " Lower the quantity to %(came)s, and write one line for each day."
                )
                % {"day": plain_date(day), "quantity": quantity, "came": came},
            )


def refreshments_beyond_attendance(facts):
    """A2: over the half-days of a day not more refreshments than people and lecturers."""
    for day, quantity in per_day(facts.expenses, REFRESHMENTS):
        sessions = [session for session in facts.sessions if session.held_on == day]
        came = sum(facts.attendance.by_session.get(session.pk, 0) for session in sessions)
        lecturers = sum(session.lecturers for session in sessions)
        if quantity > came + lecturers:
            yield Finding(
                "A2",
                Severity.BLOCK,
                _(
                    "%(day)s: %(quantity)s refreshments are claimed; the closed registers of %(sessions)s half-days"
                    " show %(came)s turns of trainees, and %(lecturers)s of lecturers. Lower the quantity to %(most)s."
                )
                % {
                    "day": plain_date(day),
                    "quantity": quantity,
                    "sessions": len(sessions),
                    "came": came,
                    "lecturers": lecturers,
                    "most": came + lecturers,
                },
            )


def registers_still_open(facts):
    """A3: nobody is paid for by a register that is not closed."""
    days = {
        expense.spent_on for expense in facts.expenses if expense.norm_code.startswith((MEALS, REFRESHMENTS))
    }
    for session in facts.sessions:
        if session.is_closed:
            continue
        paid = session.held_on in days
        yield Finding(
            "A3",
            Severity.BLOCK if paid else Severity.WARN,
            _("A register of %(day)s is not closed. Close it first: money for people is counted from it.")
            % {"day": plain_date(session.held_on)},
        )


def low_turnout(facts):
    """A4: clearly fewer people than planned; quantities follow those who came."""
    days = facts.attendance.by_day
    if not days or not facts.capacity:
        return
    average = sum(days.values()) / len(days)
    if average * 100 < TURNOUT * facts.capacity:
        yield Finding(
            "A4",
            Severity.WARN,
            _(
                "On average %(average)s people came a day, of %(planned)s planned. Quantities follow those who came."
            )
            % {"average": round(average), "planned": facts.capacity},
        )


def lecturer_sessions_beyond_timetable(facts):
    """L1: not more paid half-days than were taught, co-teaching counted (L4)."""
    paid = sum(expense.quantity for expense in facts.expenses if expense.norm_code == LECTURER)
    periods = sum(session.periods * session.lecturers for session in facts.sessions)
    taught = math.ceil(periods / PERIODS_A_SESSION)
    if paid > taught:
        yield Finding(
            "L1",
            Severity.BLOCK,
            _(
                "%(paid)s half-days of teaching are claimed, the timetable shows %(periods)s periods with lecturers,"
                " that is %(taught)s half-days. Lower the quantity to %(taught)s."
            )
            % {"paid": paid, "periods": periods, "taught": taught},
        )
