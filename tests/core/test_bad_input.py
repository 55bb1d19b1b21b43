"""Nothing that can be typed or put into an address makes the house fall: a walk with bad input over every door."""

import json
import re
from html import unescape
from urllib.parse import quote

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.house.access import DOORS
from tests.house.test_access import VIEWS, addressed, world  # noqa: F401 -- a fixture

BAD = {
    "empty": "",
    "blank": " \u200b ",
    "nul": "a\x00b",
    "huge number": "1" + "0" * 30,
    "endless number": "9" * 5000,
    "beyond bigint": str(2**63),
    "negative": "-1",
    "not finite": "NaN",
    "power": "1e400",
    "other digits": "١٢٣",
    "superscript": "²",
    "long": "a" * 10_000,
    "day that is not": "31/02/2022",
    "year one": "0001-01-01",
    "last year": "31/12/9999",
    "code": "<script>{{ 7*7 }}%s%(x)s{0.__class__}",
}
MOST_BOXES = 8  # of one form; its other rows are like the first
MILD = {"blank", "not finite", "power", "other digits", "superscript", "day that is not", "year one", "code"}
WORST = ("nul", "endless number", "beyond bigint", "superscript")
SENSIBLE = {
    "date": "06/06/2022", "_on": "06/06/2022", "valid_": "06/06/2022", "amount": "1000", "price": "1000",
    "quantity": "1", "year": "2022", "periods": "4", "expected_trainees": "10", "email": "a@vi.du",
    "voucher": "01", "phone": "0912345678",
}  # fmt: skip
ANSWERS = {200, 302, 400, 403, 404, 405}
QUERY = ("q", "year", "status", "kind", "unit", "plan", "organisation", "code", "rows", "reason", "next")
GETS = [name for name, door in DOORS.items() if door.get]
POSTS = [name for name, door in DOORS.items() if door.post]


def whoever_may(world, people):  # noqa: F811
    insiders = [who for who in people.split() if who not in {"chi", "nobody", "gone"}]
    return world.people[insiders[0]]


def knock(world, name, method, data, user):  # noqa: F811
    """The status of one answer; what it changed is rolled back."""
    request = getattr(RequestFactory(), method)("/")
    request.user, request.session, request.htmx = user, {}, False
    request._messages = CookieStorage(request)
    setattr(request, method.upper(), data)
    with transaction.atomic():
        try:
            return VIEWS[name](request, **addressed(name, world)).status_code
        except (PermissionDenied, Http404):
            return 404
        finally:
            transaction.set_rollback(True)


def fields_of(page):
    """Name and value of every box of the forms on a page, as a browser would send them."""
    found = {}
    for tag, attributes in re.findall(r"<(input|select|textarea)\b([^>]*)>", page):
        name = re.search(r'\bname="([^"]+)"', attributes)
        value = re.search(r'\bvalue="([^"]*)"', attributes)
        if name and name[1] != "csrfmiddlewaretoken" and not (tag == "input" and 'type="file"' in attributes):
            found.setdefault(unescape(name[1]), unescape(value[1]) if value else "")
    for name, options in re.findall(r'<select\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        values = [value for value in re.findall(r'<option\b[^>]*\bvalue="([^"]*)"', options) if value]
        found[unescape(name)] = unescape(values[0]) if values else ""
    return {name: value or sensible(name) for name, value in found.items()}


def sensible(name):
    return next((value for part, value in SENSIBLE.items() if part in name), "Ví dụ")


def as_query(data):
    query = QueryDict(mutable=True)
    query.update(data)
    return query


@pytest.fixture
def browser(world, db):  # noqa: F811
    def log_in(people):
        client = Client(raise_request_exception=True)
        client.force_login(whoever_may(world, people))
        return client

    return log_in


def is_form(response):
    return response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", POSTS)
def test_a_form_with_bad_input_is_answered(world, browser, db, name):  # noqa: F811
    """Each box by itself with each bad value, the others as they were; then all of them at once, drawn."""
    user = whoever_may(world, DOORS[name].post)
    good = {}
    if DOORS[name].get:
        page = browser(DOORS[name].post).get(reverse(name, kwargs=addressed(name, world)))
        good = fields_of(page.content.decode()) if is_form(page) else {}
    broken = []
    names = [*good][:MOST_BOXES] or ["reason", "rows", "issued_on"]
    for box in names:
        for kind, value in BAD.items():
            if kind in MILD and box != names[0]:
                continue
            try:
                status = knock(world, name, "post", as_query({**good, box: value}), user)
            except Exception as error:
                status = repr(error)[:200]
            if status not in ANSWERS:
                broken.append((box, kind, status))
    assert broken == []


@pytest.mark.parametrize("name", POSTS)
def test_a_form_full_of_bad_input_is_drawn_again(world, browser, name):  # noqa: F811
    client, address = browser(DOORS[name].post), reverse(name, kwargs=addressed(name, world))
    page = client.get(address) if DOORS[name].get else None
    boxes = fields_of(page.content.decode()) if page is not None and is_form(page) else {"rows": ""}
    for value in ("a\x00b", "9" * 5000, "<script>"):
        with transaction.atomic():
            response = client.post(address, dict.fromkeys(boxes, [value, value]))
            transaction.set_rollback(True)
        assert response.status_code in ANSWERS
        if is_form(response):
            assert "<script>" not in response.content.decode().replace("<script>{", "")


@pytest.mark.parametrize("name", GETS)
def test_an_address_with_bad_input_is_answered(world, browser, name):  # noqa: F811
    client, address = browser(DOORS[name].get), reverse(name, kwargs=addressed(name, world))
    broken = []
    for kind in WORST:
        value = BAD[kind]
        text = quote(value, safe="")
        queries = ["&".join(f"{box}={text}" for box in QUERY)]
        queries += [f"page={text}"] if name.endswith("-list") else []
        for query in queries:
            try:
                status = client.get(f"{address}?{query}").status_code
            except Exception as error:
                status = repr(error)[:200]
            if status not in ANSWERS:
                broken.append((kind, query[:20], status))
    assert broken == []


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door.row])
def test_a_number_that_no_row_can_have_is_not_found(world, browser, name):  # noqa: F811
    places = dict.fromkeys(addressed(name, world), 10**30)
    client = browser("an")

    assert client.get(reverse(name, kwargs=places)).status_code in {403, 404, 405}
    assert client.post(reverse(name, kwargs=places)).status_code in {403, 404, 405}


@pytest.mark.parametrize(
    "token", ["a%00b", "%ff%fe", "a" * 5000, "..%2f..", "%F0%9F%98%80", "'%20OR%201=1--"]
)
def test_a_public_code_that_is_none_is_not_found(client, db, token):
    assert client.get(f"/v/{token}/").status_code in {400, 404}
    assert client.get(f"/v/?code={token}").status_code in {400, 404}


EVENT = {
    "uuid": "7b0f6a5e-9d3c-4a8e-8c61-0d6f5f3f2a10",
    "status": "present",
    "at": "2022-06-06T08:00:00+07:00",
}
TAPS = [
    *({"at": value} for value in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 5, None, [], {}, "x")),
    *({"note": value} for value in ("a\x00b", "\ud800", ["x"], {"a": 1}, "a" * 300)),
    *({"minutes_late": value} for value in (10**30, -1, "9" * 5000, [], True, 1.5)),
    *({"enrolment": value} for value in (10**30, "9" * 5000, None, [], True)),
    *({"status": value} for value in ([], {}, "x", None, 5)),
    *({"uuid": value} for value in (5, [], {"a": "b"}, "x" * 10_000, None)),
]  # fmt: skip


@pytest.mark.parametrize("tap", TAPS)
def test_a_phone_that_sends_nonsense_is_answered(world, browser, tap):  # noqa: F811
    address = reverse("trainees:attendance-sync", args=[world.rows["session"].pk])
    event = {**EVENT, "enrolment": world.rows["enrolment"].pk, **tap}
    body = json.dumps({"events": [event]})

    assert browser("giang").post(address, body, content_type="application/json").status_code in {200, 400}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b"5",
        b'{"events": 5}',
        b'{"events": [5]}',
        b'{"events": {}}',
    ],
)
def test_a_message_that_is_no_message_is_refused(world, browser, body):  # noqa: F811
    address = reverse("trainees:attendance-sync", args=[world.rows["session"].pk])

    assert browser("giang").post(address, body, content_type="application/json").status_code == 400
