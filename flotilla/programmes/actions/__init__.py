"""What people can do with a programme, from the first sentence to the last."""

from flotilla.programmes.actions.crew import (
    admit,
    co_own,
    end_co_ownership,
    join_crew,
    leave_crew,
    name_missing_voices,
)
from flotilla.programmes.actions.form import Judged, draft_form
from flotilla.programmes.actions.gates import pass_gate
from flotilla.programmes.actions.inviting import (
    invite_owner,
    settle_owner_invitation,
    take_back_owner_invitation,
)
from flotilla.programmes.actions.life import close, open, pause, resume
from flotilla.programmes.actions.promise import amend_promise, sign_promise, write_promise
from flotilla.programmes.actions.rehearsal import begin_rehearsal, end_rehearsal
from flotilla.programmes.actions.rounds import (
    describe_round,
    remove_eligibility,
    remove_size,
    write_eligibility,
    write_size,
)
from flotilla.programmes.actions.setting_up import change, copy, discard, draft
from flotilla.programmes.actions.stages import move_date, plan_dates

__all__ = [
    "Judged",
    "admit",
    "amend_promise",
    "begin_rehearsal",
    "change",
    "close",
    "co_own",
    "copy",
    "describe_round",
    "discard",
    "draft",
    "draft_form",
    "end_co_ownership",
    "end_rehearsal",
    "invite_owner",
    "join_crew",
    "leave_crew",
    "move_date",
    "name_missing_voices",
    "open",
    "pass_gate",
    "pause",
    "plan_dates",
    "remove_eligibility",
    "remove_size",
    "resume",
    "settle_owner_invitation",
    "sign_promise",
    "take_back_owner_invitation",
    "write_eligibility",
    "write_promise",
    "write_size",
]
