import threading

import pytest
from django.db import connection, transaction

from core.errors import NotAllowedNow, SomeoneWasFaster
from core.models import AuditEntry
from courses.enums import RegistrationStatus
from courses.models import CourseRegistration
from courses.workflow import REGISTRATION
from tests.factories import make_registration


def test_a_step_changes_the_status_and_writes_one_line(unit, dung):
    registration = make_registration(unit)

    REGISTRATION.advance(registration, "submit", actor=dung, round=1)

    assert CourseRegistration.objects.get().status == RegistrationStatus.SUBMITTED
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor, entry.target_id) == (
        "courses.registration.submit",
        dung,
        registration.pk,
    )
    assert entry.data == {"before": "draft", "after": "submitted", "round": 1}
    assert entry.organisation_path == unit.path


def test_fields_change_together_with_the_status(unit, dung):
    registration = make_registration(unit)
    before = registration.updated_at

    REGISTRATION.advance(registration, "submit", actor=dung, fields={"venue": "Hội trường B"})

    stored = CourseRegistration.objects.get()
    assert stored.venue == registration.venue == "Hội trường B"
    assert stored.updated_at > before


def test_a_step_from_the_wrong_status_is_refused_and_says_why(unit, dung):
    registration = make_registration(unit, status=RegistrationStatus.APPROVED)

    with pytest.raises(NotAllowedNow, match="Trình"):
        REGISTRATION.advance(registration, "submit", actor=dung)

    assert not AuditEntry.objects.exists()


def test_who_looked_before_somebody_else_acted_changes_nothing(unit, dung, hoa):
    make_registration(unit, status=RegistrationStatus.SUBMITTED)
    mine, hers = CourseRegistration.objects.get(), CourseRegistration.objects.get()
    REGISTRATION.advance(hers, "approve", actor=hoa)

    with pytest.raises(SomeoneWasFaster):
        REGISTRATION.advance(mine, "return", actor=dung, fields={"venue": "Nơi khác"})

    stored = CourseRegistration.objects.get()
    assert (stored.status, mine.status) == (RegistrationStatus.APPROVED, RegistrationStatus.SUBMITTED)
    assert stored.venue != "Nơi khác"
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_five_people_who_press_at_once_one_wins(unit, hoa):
    make_registration(unit, status=RegistrationStatus.SUBMITTED)
    looks = [CourseRegistration.objects.get() for _person in range(5)]
    together, outcomes = threading.Barrier(5), []

    def press(registration, step):
        together.wait()
        try:
            with transaction.atomic():
                REGISTRATION.advance(registration, step, actor=hoa)
            outcomes.append(step)
        except SomeoneWasFaster:
            outcomes.append("too late")
        finally:
            connection.close()

    steps = ["approve", "return", "refuse", "recall", "approve"]
    threads = [threading.Thread(target=press, args=pair) for pair in zip(looks, steps, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count("too late") == 4
    winner = next(step for step in outcomes if step != "too late")
    assert AuditEntry.objects.get().verb == f"courses.registration.{winner}"
    assert CourseRegistration.objects.get().status == REGISTRATION[winner].target


def test_the_page_offers_only_steps_that_are_allowed_and_possible(unit, hoa, minh, chi):
    registration = make_registration(unit, status=RegistrationStatus.SUBMITTED)
    done = make_registration(unit, status=RegistrationStatus.REFUSED)

    assert REGISTRATION.open_to(hoa, done) == []
    assert REGISTRATION.open_to(minh, registration) == []
    assert REGISTRATION.open_to(chi, registration) == []
