from finance.services.advances import (
    approve_advance,
    create_advance,
    pay_advance,
    return_advance,
    submit_advance,
    update_advance,
)
from finance.services.expenses import create_expense, delete_expense, update_expense
from finance.services.norms import load_norms
from finance.services.settlements import (
    approve_settlement,
    check_settlement,
    create_settlement,
    return_settlement,
    review_settlement,
    submit_settlement,
    update_settlement,
)

__all__ = [
    "approve_advance",
    "approve_settlement",
    "check_settlement",
    "create_advance",
    "create_expense",
    "create_settlement",
    "delete_expense",
    "load_norms",
    "pay_advance",
    "return_advance",
    "return_settlement",
    "review_settlement",
    "submit_advance",
    "submit_settlement",
    "update_advance",
    "update_expense",
    "update_settlement",
]
