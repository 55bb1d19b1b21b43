"""The table of who may: every door of the house, one line each.

People are named as in ``world.py``. Who does not see the row gets 404, who sees it and may not gets 403. A method
that a door does not have is ``None``.
"""

from typing import NamedTuple

FEDERATION = "an binh lan thu kien tai truc minh quan"  # staff whose scope is the whole federation
UNIT_TOO = f"{FEDERATION} dung hoa"  # and the unit whose row it is
LECTURER_TOO = f"{UNIT_TOO} giang"  # and whoever teaches the class
INSIDE = f"{LECTURER_TOO} em"  # everybody of the federation, the neighbouring unit too
EVERYBODY = (
    f"{INSIDE} chi nobody gone"  # also strangers, people without a role and people whose role has ended
)


class Door(NamedTuple):
    """``row``: what lies behind it in the world; ``sees``: for whom it exists; ``get``, ``post``: who may."""

    row: str | None
    sees: str
    get: str | None
    post: str | None


# Open without logging in; their tests are where they live.
PUBLIC = {
    "accounts:login",
    "certificates:verify",
    "certificates:verify-code",
    "core:healthz",
}

ENDS_THE_SESSION = {"accounts:logout"}  # cannot be asked without a session; tests/accounts do

# fmt: off
DOORS = {
    # monitoring
    "monitoring:inbox": Door(None, EVERYBODY, EVERYBODY, EVERYBODY),
    "monitoring:inbox-count": Door(None, EVERYBODY, EVERYBODY, EVERYBODY),
    "monitoring:overview": Door(None, EVERYBODY, EVERYBODY, EVERYBODY),
    "monitoring:search": Door(None, EVERYBODY, EVERYBODY, EVERYBODY),
    # core
    "core:job-list": Door(None, EVERYBODY, EVERYBODY, None),
    "core:job-detail": Door("job", "an", "an", None),
    # accounts
    "accounts:profile": Door(None, EVERYBODY, EVERYBODY, None),
    "accounts:profile-update": Door(None, EVERYBODY, EVERYBODY, EVERYBODY),
    "accounts:password-update": Door(None, EVERYBODY, EVERYBODY, EVERYBODY),
    "accounts:user-list": Door(None, EVERYBODY, "quan chi", None),
    "accounts:user-create": Door(None, EVERYBODY, "quan chi", "quan chi"),
    "accounts:user-detail": Door("person", f"{INSIDE} nobody gone", "quan", None),
    "accounts:role-grant": Door("person", UNIT_TOO, "quan", "quan"),
    "accounts:user-lock": Door("person", UNIT_TOO, None, "quan"),
    "accounts:user-unlock": Door("person", UNIT_TOO, None, "quan"),
    "accounts:user-reset": Door("person", UNIT_TOO, None, "quan"),
    "accounts:membership-end": Door("membership", UNIT_TOO, "quan", "quan"),
    # organisations
    "organisations:organisation-list": Door(None, EVERYBODY, EVERYBODY, None),
    "organisations:organisation-detail": Door("organisation", UNIT_TOO, UNIT_TOO, None),
    "organisations:organisation-create": Door("organisation", UNIT_TOO, "quan", "quan"),
    "organisations:organisation-rename": Door("organisation", UNIT_TOO, "quan", "quan"),
    "organisations:letterhead-create": Door("organisation", UNIT_TOO, "quan", "quan"),
    # documents
    "documents:document-list": Door(None, EVERYBODY, EVERYBODY, None),
    "documents:document-detail": Door("document", INSIDE, INSIDE, None),
    "documents:document-file": Door("document", INSIDE, INSIDE, None),
    "documents:document-sign": Door("waiting_document", FEDERATION, None, "lan"),
    "documents:document-issue": Door("waiting_document", FEDERATION, "thu", "thu"),
    "documents:document-return": Door("waiting_document", FEDERATION, "lan thu", "lan thu"),
    "documents:document-revoke": Door("document", INSIDE, "thu", "thu"),
    "documents:authority-list": Door(None, EVERYBODY, "thu quan chi", None),
    "documents:authority-create": Door(None, EVERYBODY, "quan chi", "quan chi"),
    "documents:authority-end": Door("authority", FEDERATION, "quan", "quan"),
    # courses
    "courses:scheme-create": Door(None, EVERYBODY, "an binh chi", "an binh chi"),
    "courses:scheme-update": Door("scheme", INSIDE, "an binh", "an binh"),
    "courses:topic-list": Door(None, EVERYBODY, EVERYBODY, None),
    "courses:topic-create": Door(None, EVERYBODY, "an binh chi", "an binh chi"),
    "courses:topic-update": Door("topic", INSIDE, "an binh", "an binh"),
    "courses:programme-create": Door(None, EVERYBODY, "an binh chi", "an binh chi"),
    "courses:programme-update": Door("programme", INSIDE, "an binh", "an binh"),
    "courses:programme-version": Door("programme", INSIDE, "an binh", "an binh"),
    "courses:scheme-list": Door(None, EVERYBODY, EVERYBODY, None),
    "courses:scheme-detail": Door("scheme", INSIDE, INSIDE, None),
    "courses:programme-list": Door(None, EVERYBODY, EVERYBODY, None),
    "courses:programme-detail": Door("programme", INSIDE, INSIDE, None),
    "courses:plan-list": Door(None, EVERYBODY, EVERYBODY, None),
    "courses:plan-create": Door(None, EVERYBODY, "an binh chi", "an binh chi"),
    "courses:plan-detail": Door("draft_plan", FEDERATION, FEDERATION, None),
    "courses:plan-update": Door("draft_plan", FEDERATION, "an binh", "an binh"),
    "courses:plan-quotas": Door("draft_plan", FEDERATION, "an binh", "an binh"),
    "courses:plan-submit": Door("draft_plan", FEDERATION, None, "an binh"),
    "courses:plan-endorse": Door("draft_plan", FEDERATION, None, "binh"),
    "courses:plan-approve": Door("draft_plan", FEDERATION, "lan", "lan"),
    "courses:plan-return": Door("draft_plan", FEDERATION, "binh lan", "binh lan"),
    "courses:plan-reopen": Door("sent_back_plan", FEDERATION, None, "an binh"),
    "courses:registration-create": Door("plan", INSIDE, "dung hoa em", "dung hoa em"),
    "courses:notice-create": Door("plan", INSIDE, "an binh", "an binh"),
    "courses:registration-list": Door(None, EVERYBODY, EVERYBODY, None),
    "courses:registration-approve-many": Door(None, EVERYBODY, None, EVERYBODY),
    "courses:registration-detail": Door("registration", UNIT_TOO, UNIT_TOO, None),
    "courses:registration-update": Door("registration", UNIT_TOO, "dung hoa", "dung hoa"),
    "courses:registration-submit": Door("registration", UNIT_TOO, None, "dung hoa"),
    "courses:registration-recall": Door("registration", UNIT_TOO, None, "dung hoa"),
    "courses:registration-approve": Door("registration", UNIT_TOO, None, "binh"),
    "courses:registration-return": Door("registration", UNIT_TOO, "an binh", "an binh"),
    "courses:registration-refuse": Door("registration", UNIT_TOO, "binh", "binh"),
    "courses:notice-list": Door(None, EVERYBODY, EVERYBODY, None),
    "courses:notice-detail": Door("notice", INSIDE, INSIDE, None),
    "courses:course-list": Door(None, EVERYBODY, EVERYBODY, None),
    "courses:course-export": Door(None, EVERYBODY, EVERYBODY, None),
    "courses:course-detail": Door("course", LECTURER_TOO, LECTURER_TOO, None),
    "courses:course-cancel": Door("course", LECTURER_TOO, "binh", "binh"),
    "courses:course-schedule": Door("course", LECTURER_TOO, LECTURER_TOO, "an binh truc"),
    "courses:session-plan": Door("course", LECTURER_TOO, None, "an binh truc"),
    "courses:session-create": Door("course", LECTURER_TOO, "an binh truc", "an binh truc"),
    "courses:session-update": Door("session", LECTURER_TOO, "an binh truc", "an binh truc"),
    "courses:session-assign": Door("session", LECTURER_TOO, "an binh truc", "an binh truc"),
    "courses:session-unassign": Door("session", LECTURER_TOO, None, "an binh truc"),
    "courses:session-remove": Door("session", LECTURER_TOO, None, "an binh truc"),
    "courses:session-mine": Door(None, EVERYBODY, EVERYBODY, None),
    "courses:lecturer-list": Door(None, EVERYBODY, EVERYBODY, None),
    "courses:lecturer-create": Door(None, EVERYBODY, "an binh truc chi", "an binh truc chi"),
    "courses:lecturer-detail": Door("lecturer", INSIDE, INSIDE, None),
    "courses:lecturer-update": Door("lecturer", INSIDE, "an binh truc", "an binh truc"),
    # trainees
    "trainees:course-roster": Door("course", LECTURER_TOO, LECTURER_TOO, None),
    "trainees:roster-upload": Door("course", LECTURER_TOO, "an dung hoa", "an dung hoa"),
    "trainees:roster-sample": Door(None, EVERYBODY, EVERYBODY, EVERYBODY),
    "trainees:import-detail": Door("import", UNIT_TOO, UNIT_TOO, None),
    "trainees:import-mending": Door("import", UNIT_TOO, "an dung hoa", None),
    "trainees:import-apply": Door("import", UNIT_TOO, None, "an dung hoa"),
    "trainees:import-discard": Door("import", UNIT_TOO, None, "an dung hoa"),
    "trainees:enrolment-withdraw": Door("enrolment", LECTURER_TOO, "an dung hoa", "an dung hoa"),
    "trainees:course-attendance": Door("course", LECTURER_TOO, LECTURER_TOO, None),
    "trainees:session-attendance": Door("session", LECTURER_TOO, LECTURER_TOO, "dung truc giang"),
    "trainees:attendance-sync": Door("session", LECTURER_TOO, None, "dung truc giang"),
    "trainees:session-close": Door("session", LECTURER_TOO, "dung truc giang", None),
    "trainees:register-close": Door("register", LECTURER_TOO, None, "dung truc giang"),
    "trainees:register-reopen": Door("register", LECTURER_TOO, "an binh", "an binh"),
    "trainees:course-results": Door("course", LECTURER_TOO, LECTURER_TOO, "an binh truc"),
    "trainees:course-start": Door("course", LECTURER_TOO, None, "an dung hoa"),
    "trainees:course-complete": Door("course", LECTURER_TOO, "an binh", "an binh"),
    "trainees:trainee-list": Door(None, EVERYBODY, EVERYBODY, None),
    "trainees:trainee-detail": Door("trainee", UNIT_TOO, UNIT_TOO, None),
    # certificates
    "certificates:course-certificates": Door("course", LECTURER_TOO, LECTURER_TOO, None),
    "certificates:batch-create": Door("course", LECTURER_TOO, None, "an binh"),
    "certificates:batch-detail": Door("batch", UNIT_TOO, UNIT_TOO, None),
    "certificates:batch-submit": Door("waiting_batch", UNIT_TOO, "an binh", "an binh"),
    "certificates:batch-approve": Door("batch", UNIT_TOO, None, "lan"),
    "certificates:batch-return": Door("batch", UNIT_TOO, "lan thu", "lan thu"),
    "certificates:batch-issue": Door("batch", UNIT_TOO, "thu", "thu"),
    "certificates:batch-zip": Door("batch", UNIT_TOO, UNIT_TOO, None),
    "certificates:certificate-list": Door(None, EVERYBODY, EVERYBODY, None),
    "certificates:certificate-detail": Door("certificate", UNIT_TOO, UNIT_TOO, None),
    "certificates:certificate-file": Door("certificate", UNIT_TOO, UNIT_TOO, None),
    "certificates:certificate-revoke": Door("certificate", UNIT_TOO, "binh thu", "binh thu"),
    # finance
    "finance:course-finance": Door("course", LECTURER_TOO, UNIT_TOO, None),
    "finance:advance-list": Door(None, EVERYBODY, EVERYBODY, None),
    "finance:advance-create": Door("course", LECTURER_TOO, "dung hoa", "dung hoa"),
    "finance:advance-detail": Door("advance", UNIT_TOO, UNIT_TOO, None),
    "finance:advance-update": Door("advance", UNIT_TOO, "dung hoa", "dung hoa"),
    "finance:advance-submit": Door("advance", UNIT_TOO, None, "hoa"),
    "finance:advance-approve": Door("advance", UNIT_TOO, None, "tai"),
    "finance:advance-pay": Door("advance", UNIT_TOO, "kien", "kien"),
    "finance:advance-return": Door("advance", UNIT_TOO, "kien tai", "kien tai"),
    "finance:advance-file": Door("paid_advance", UNIT_TOO, UNIT_TOO, None),
    "finance:settlement-list": Door(None, EVERYBODY, EVERYBODY, None),
    "finance:settlement-create": Door("course", LECTURER_TOO, None, "dung hoa"),
    "finance:settlement-detail": Door("settlement", UNIT_TOO, UNIT_TOO, None),
    "finance:settlement-update": Door("settlement", UNIT_TOO, "dung hoa", "dung hoa"),
    "finance:settlement-review": Door("settlement", UNIT_TOO, "kien", "kien"),
    "finance:settlement-submit": Door("settlement", UNIT_TOO, None, "hoa"),
    "finance:settlement-check": Door("settlement", UNIT_TOO, None, "kien"),
    "finance:settlement-approve": Door("settlement", UNIT_TOO, "tai", "tai"),
    "finance:settlement-return": Door("settlement", UNIT_TOO, "kien tai", "kien tai"),
    "finance:settlement-file": Door("locked", UNIT_TOO, UNIT_TOO, None),
    "finance:expense-create": Door("settlement", UNIT_TOO, "dung hoa", "dung hoa"),
    "finance:expense-update": Door("expense", UNIT_TOO, "dung hoa", "dung hoa"),
    "finance:expense-delete": Door("expense", UNIT_TOO, None, "dung hoa"),
}
# fmt: on
