"""The life of a thing as a table of rows: name, from, to, label, who may."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import NotAllowedNow, SomeoneWasFaster


@dataclass(frozen=True, slots=True)
class Transition:
    """One step. ``tone`` says how its button looks: ``primary``, ``plain`` or ``return``.

    ``asks``: the step opens a form first (a reason, a date, a signer); otherwise its button posts at once.
    """

    name: str
    source: frozenset
    target: str
    label: str
    may: Callable
    door: str = ""  # URL name, when the step is taken from another floor
    tone: str = "primary"
    asks: bool = False


class Workflow:
    def __init__(self, prefix, *transitions):
        self.prefix = prefix  # "app:model", so that a step's default door is "app:model-step"
        self.transitions = {transition.name: transition for transition in transitions}

    def __getitem__(self, name):
        return self.transitions[name]

    def door(self, transition):
        return transition.door or f"{self.prefix}-{transition.name}"

    def open_to(self, user, instance):
        """The steps this user may take with this row now, with their URL names: the buttons on its page."""
        return [
            (transition, self.door(transition))
            for transition in self.transitions.values()
            if instance.status in transition.source and transition.may(user, instance)
        ]

    def check(self, instance, name):
        """Raise NotAllowedNow, with the sentence, if the step is not possible from the present status."""
        transition = self[name]
        if instance.status not in transition.source:
            raise NotAllowedNow(
                _("“%(step)s” is not possible while the status is “%(status)s”.")
                % {"step": transition.label, "status": instance.get_status_display()}
            )
        return transition

    def advance(self, instance, name, *, actor, fields=None, **data):
        """Take one step: compare-and-set the status, then write the log line.

        Only a row whose status is still the one we looked at is updated, so of two people pressing the same
        button exactly one wins and the other is told so. ``fields`` are columns that change together with the
        status, in the same statement; ``data`` goes into the log line.
        """
        transition, before = self.check(instance, name), instance.status
        rows = type(instance)._default_manager.filter(pk=instance.pk, status=before)
        now = timezone.now()
        changes = {"status": transition.target, "updated_at": now, **(fields or {})}
        if rows.update(**changes) != 1:
            raise SomeoneWasFaster(
                _("Someone else has just changed this. Reload the page to see how it stands now.")
            )
        for column, value in changes.items():
            setattr(instance, column, value)
        verb = f"{self.prefix.replace(':', '.')}.{name}"
        audit.record(actor=actor, verb=verb, target=instance, before=before, after=transition.target, **data)
        return instance
