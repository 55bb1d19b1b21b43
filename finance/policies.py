from accounts.enums import SEES_SCOPE, Role
from accounts.policies import holds


def can_see_money(user, row):
    """Everybody in whose scope the class lies; a lecturer who only teaches it does not see its money."""
    return holds(user, row.organisation, *SEES_SCOPE)


def can_account(user, row):
    """The unit writes its own advances, expenses and settlement; finance never edits them."""
    return holds(user, row.organisation, Role.UNIT_COORDINATOR, Role.UNIT_CHAIR)


def can_submit_money(user, row):
    """The chair answers for the money of the unit."""
    return holds(user, row.organisation, Role.UNIT_CHAIR)


def can_check(user, row):
    return holds(user, row.organisation, Role.FINANCE_OFFICER)


def can_approve_money(user, row):
    """The head of finance, and never the one who checked."""
    return holds(user, row.organisation, Role.FINANCE_HEAD) and getattr(row, "checked_by_id", None) != user.pk


def can_return_money(user, row):
    return holds(user, row.organisation, Role.FINANCE_OFFICER, Role.FINANCE_HEAD)
