"""Who may: every door, asked by everybody, against the table in ``access.py``."""

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from tests.house.access import DOORS, ENDS_THE_SESSION, EVERYBODY, PUBLIC
from tests.house.plan import doors
from tests.house.world import CAST, make_world

VIEWS = dict(doors())
ANSWERS = {200: "may", 302: "may", 400: "may", 403: "may not", 404: "does not see", 405: "no such method"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The same world for every door; what a door changes is rolled back behind it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def addressed(name, world=None):
    """What stands in the address of a door; without a world numbers that nobody has."""
    app, _colon, door = name.partition(":")
    resolver = get_resolver().namespace_dict[app][1]
    [(_address, places)] = resolver.reverse_dict.getlist(door)[0][0]
    rows = {"pk": DOORS[name].row if name in DOORS else None, "lecturer_pk": "lecturer"}
    known = {place: world.rows[rows[place]].pk for place in places if world and rows.get(place)}
    return {place: known.get(place, 10**6) for place in places}


def ask(name, user, method, world):
    """What a door answers: asked directly, because pages that nobody reads here need not be drawn."""
    request = getattr(RequestFactory(), method)("/")
    request.user, request.session, request.htmx = user, {}, False
    request._messages = CookieStorage(request)
    with transaction.atomic():
        try:
            status = VIEWS[name](request, **addressed(name, world)).status_code
        except PermissionDenied:
            status = 403
        except Http404:
            status = 404
        finally:
            transaction.set_rollback(True)
    return ANSWERS.get(status, status)


def test_the_table_names_every_door_and_no_other():
    known = set(DOORS) | PUBLIC | ENDS_THE_SESSION

    assert (set(VIEWS) - known, known - set(VIEWS)) == (set(), set())


def test_everybody_is_in_the_world(world):
    assert set(EVERYBODY.split()) == set(world.people)
    assert len(set(CAST.values())) == 12


@pytest.mark.parametrize("name", DOORS)
def test_who_may(world, db, name):
    door = DOORS[name]
    for method, may in (("get", door.get), ("post", door.post)):
        answers = {who: ask(name, user, method, world) for who, user in world.people.items()}
        if may is None:
            assert "may" not in answers.values(), (method, answers)
            continue
        expected = {
            who: "may" if who in may.split() else "may not" if who in door.sees.split() else "does not see"
            for who in world.people
        }
        wrong = {who: answer for who, answer in answers.items() if answer != expected[who]}
        assert wrong == {}, method


def test_inspectors_and_strangers_change_nothing():
    """What they may post is their own account, and nothing else."""
    own = {"accounts:profile-update", "accounts:password-update"}
    for who in ("minh", "chi", "nobody", "gone"):
        posts = {name for name, door in DOORS.items() if who in (door.post or "").split() and door.row}
        assert posts - own == set(), who


@pytest.mark.parametrize("name", VIEWS)
def test_nobody_comes_in_without_logging_in(db, name):
    address = reverse(name, kwargs=addressed(name))
    client = Client(raise_request_exception=False)
    for method in (client.get, client.post, client.head, client.options):
        response = method(address)
        sent_to_log_in = response.status_code == 302 and response.url.startswith("/login/?next=")
        assert sent_to_log_in == (name not in PUBLIC), method.__name__
