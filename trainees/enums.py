from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Gender(models.TextChoices):
    MALE = "male", pgettext_lazy("person", "male")
    FEMALE = "female", pgettext_lazy("person", "female")


class EnrolmentStatus(models.TextChoices):
    ENROLLED = "enrolled", _("enrolled")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Result(models.TextChoices):
    COMPLETED = "completed", pgettext_lazy("result", "completed")
    NOT_COMPLETED = "not_completed", pgettext_lazy("result", "not completed")


class Grade(models.TextChoices):
    EXCELLENT = "excellent", pgettext_lazy("grade", "excellent")
    GOOD = "good", pgettext_lazy("grade", "good")
    AVERAGE = "average", pgettext_lazy("grade", "average")
    FAIL = "fail", pgettext_lazy("grade", "fail")


class Presence(models.TextChoices):
    PRESENT = "present", _("present")
    LATE = "late", pgettext_lazy("attendance", "late")
    ABSENT = "absent", _("absent")
    EXCUSED = "excused", _("excused")
    CLEARED = "cleared", pgettext_lazy("attendance", "not marked")  # a tap taken back: as if never marked


# A late trainee was there; an excused absence counts as absence for completion (a default of ours).
COUNTS_AS_PRESENT = frozenset({Presence.PRESENT, Presence.LATE})
COUNTS_AS_ABSENT = frozenset({Presence.ABSENT, Presence.EXCUSED})


class RegisterStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("register", "open")
    CLOSED = "closed", pgettext_lazy("register", "closed")


class ImportStatus(models.TextChoices):
    PREVIEWED = "previewed", _("waiting to be applied")
    APPLIED = "applied", pgettext_lazy("import", "applied")
    DISCARDED = "discarded", pgettext_lazy("import", "discarded")


VERBS = {
    "trainee.create": _("Added the trainee"),
    "trainee.update": _("Changed the trainee"),
    "enrolment.create": _("Enrolled the trainee"),
    "enrolment.withdraw": _("Withdrew the trainee"),
    "rosterimport.preview": _("Read a roster file"),
    "rosterimport.apply": _("Applied a roster file"),
    "rosterimport.discard": _("Discarded a roster file"),
    "attendance.mark": _("Marked attendance"),
    "attendance.open": _("Opened the register"),
    "attendance.fill": _("Marked the rest as present"),
    "assessment.record": _("Recorded the results"),
    "enrolment.results": _("Worked out the results"),
}
