"""Whose turn it is with the money of a class."""

from accounts.enums import Role
from documents.selectors import Desk, holders, unit_holders
from finance.enums import AdvanceStatus, SettlementStatus

_ADVANCE = {AdvanceStatus.SUBMITTED: Role.FINANCE_HEAD, AdvanceStatus.APPROVED: Role.FINANCE_OFFICER}
_SETTLEMENT = {SettlementStatus.SUBMITTED: Role.FINANCE_OFFICER, SettlementStatus.CHECKED: Role.FINANCE_HEAD}


def desk_of_advance(advance, *, today):
    """Whose turn it is with an advance; None once it is paid. One query at most."""
    return _desk(advance, _ADVANCE.get(advance.status), today)


def desk_of_settlement(settlement, *, today):
    """Whose turn it is with a settlement; None once it is locked. One query at most."""
    return _desk(settlement, _SETTLEMENT.get(settlement.status), today)


def _desk(row, role, today):
    if row.is_editable:
        people = unit_holders(row.organisation_id, today, Role.UNIT_CHAIR)
        return Desk(str(Role.UNIT_CHAIR.label), people, row.updated_at)
    if role is None:
        return None
    people = holders(row.organisation.federation_id, today, role)
    return Desk(str(role.label), people, row.updated_at)
