"""What people can do with money that is given, one file per step."""

from flotilla.awards.actions.awarding import (
    accept,
    approve,
    begin,
    close_award,
    draft_award,
    offer,
    withdraw_award,
)
from flotilla.awards.actions.flags import raise_flag, settle_flag
from flotilla.awards.actions.paying import (
    agree_claim,
    claim,
    keep_bank,
    record_payment,
    record_repayment,
    refuse_claim,
    set_milestone,
)
from flotilla.awards.actions.pots import close_pot, draw, fill, open_pot
from flotilla.awards.actions.publishing import publish_award
from flotilla.awards.actions.subsidising import confirm_subsidy, state_subsidy
from flotilla.awards.actions.varying import agree_variation, ask_variation, refuse_variation

__all__ = [
    "accept",
    "agree_claim",
    "agree_variation",
    "approve",
    "ask_variation",
    "begin",
    "claim",
    "close_award",
    "close_pot",
    "confirm_subsidy",
    "draft_award",
    "draw",
    "fill",
    "keep_bank",
    "offer",
    "open_pot",
    "publish_award",
    "raise_flag",
    "record_payment",
    "record_repayment",
    "refuse_claim",
    "refuse_variation",
    "set_milestone",
    "settle_flag",
    "state_subsidy",
    "withdraw_award",
]
