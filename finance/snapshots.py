"""What is frozen on the papers of this floor: plain JSON values, every figure worked out here."""

from django.utils.translation import gettext as _

from core.formatting import amount_in_words, dong, plain_date

ADVANCE_TEMPLATE = "finance/pdf/advance_request_2022.html"
SETTLEMENT_TEMPLATE = "finance/pdf/settlement_2022.html"


def advance_snapshot(advance, *, room, outstanding, approver):
    """The facts of form 03-TT; ``room`` is the AdvanceRoom without this request, ``outstanding`` in đồng."""
    unit, course = advance.organisation, advance.course
    requester = advance.created_by.full_name if advance.created_by else ""
    return {
        "department": unit.name,
        "addressees": [unit.federation.name],
        "requester_name": requester,
        "requester_department": unit.name,
        "amount": advance.amount,
        "amount_in_words": amount_in_words(advance.amount),
        "reason": advance.purpose,
        "due_on": advance.due_on.isoformat(),
        "course_code": course.code,
        "course_title": course.title,
        "estimate_total": room.estimated,
        "advanced_total": room.advanced,
        "outstanding_total": outstanding,
        "signatures": [
            {"title": _("Head of the unit"), "name": ""},
            {"title": _("Head of the finance department"), "name": approver.full_name},
            {"title": _("Requester"), "name": requester},
        ],
    }


def settlement_snapshot(settlement, *, totals, expenses, estimate, checks, approver):
    """The facts of the settlement sheet: one row a line of the estimate, then what was not in it.

    ``totals`` are SettlementTotals, ``checks`` the sentences of the findings.
    """
    return {
        "title_lines": [settlement.course.title],
        "course_facts": _course_facts(settlement.course),
        "lines": _lines(expenses, estimate),
        "estimate_total": totals.estimated,
        "spent_total": totals.spent,
        "accepted_total": totals.accepted,
        "advanced_total": totals.advanced,
        "balance": totals.balance,
        "balance_in_words": amount_in_words(totals.balance_size),
        "explanation": settlement.explanation,
        "checks": checks,
        "signatures": _signatures(settlement, approver),
    }


def _signatures(settlement, approver):
    return [
        {"title": _("Prepared by"), "name": _name(settlement.created_by)},
        {"title": _("Head of the unit"), "name": _name(settlement.submitted_by)},
        {"title": _("Checked by"), "name": _name(settlement.checked_by)},
        {"title": _("Head of the finance department"), "name": approver.full_name},
    ]


def _name(user):
    return user.full_name if user else ""


def _course_facts(course):
    span = _("from %(first)s to %(last)s, %(venue)s") % {
        "first": plain_date(course.starts_on),
        "last": plain_date(course.ends_on),
        "venue": course.venue,
    }
    plan = course.plan.document.reference if course.plan.document else course.plan.title
    pairs = [
        (_("Class code"), course.code),
        (_("Host unit"), course.organisation.name),
        (_("Under plan"), plan),
        (_("Time and venue"), span),
    ]
    return [{"label": label, "value": value} for label, value in pairs]


def _lines(expenses, estimate):
    groups = [(line, [row for row in expenses if row.estimate_line_id == line.pk]) for line in estimate]
    groups += [(None, [row]) for row in expenses if row.estimate_line_id is None]
    return [_line(position, line, rows) for position, (line, rows) in enumerate(groups, 1)]


def _line(position, line, rows):
    """A row of the sheet; quantity and price only where one expense stands behind it."""
    only = rows[0] if len(rows) == 1 else None
    return {
        "position": str(position),
        "description": line.description if line else rows[0].description,
        "norm_code": ", ".join(sorted({row.norm_code for row in rows if row.norm_code})),
        "quantity": only.quantity if only else None,
        "unit_price": only.unit_price if only else None,
        "estimate_amount": line.amount if line else 0,
        "amount": sum(row.amount for row in rows),
        "accepted_amount": sum(row.accepted_amount or 0 for row in rows),
        "note": "; ".join(_notes(rows)),
    }


def _notes(rows):
    vouchers = sorted({row.voucher_number for row in rows})
    if vouchers:
        yield _("Vouchers: %(numbers)s") % {"numbers": ", ".join(vouchers)}
    for row in rows:
        if row.accepted_amount is not None and row.accepted_amount < row.amount:
            yield _("%(rest)s not accepted: %(reason)s") % {
                "rest": dong(row.amount - row.accepted_amount),
                "reason": row.exclusion_reason,
            }
