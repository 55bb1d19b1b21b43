"""The roll in a real Chromium of the size of a phone: taps, no network, undo, closing."""

import os

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from courses.enums import CourseStatus
from tests.factories import assign, enrol, make_course, make_lecturer
from trainees.enums import RegisterStatus
from trainees.models import AttendanceEvent, AttendanceMark, SessionRegister

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(live_server, monkeypatch):
    """``phone(user)``: a page of a phone, logged in."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        path = next((path for path in ("/usr/bin/chromium",) if os.path.exists(path)), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])

        def open_phone(user):
            client = Client()
            client.force_login(user)
            context = browser.new_context(base_url=live_server.url, **PHONE)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
            )
            return context.new_page()

        yield open_phone
        browser.close()


@pytest.fixture
def session(unit, school, giang):
    course = make_course(unit, status=CourseStatus.RUNNING)
    session = course.sessions.first()
    assign(session, make_lecturer(school, user=giang))
    enrol(course, count=8)
    return session


def statuses():
    return sorted(AttendanceMark.objects.values_list("status", flat=True))


def test_taps_survive_a_dead_network_and_the_session_is_closed(phone, session, giang):
    page = phone(giang)
    page.goto(f"/sessions/{session.pk}/attendance/")
    with page.expect_response("**/attendance/marks/"):
        page.locator(".ro .p").nth(0).tap()
    page.context.set_offline(True)
    page.locator(".ro .a").nth(1).tap()
    page.locator(".ro .p").nth(2).tap()
    page.locator(".call-offline").wait_for(state="visible")
    assert "2 lượt đang giữ trên máy" in page.locator(".call-offline").inner_text()
    assert page.locator("[data-counts]").inner_text() == "2 có mặt · 1 vắng · 5 chưa điểm"
    assert statuses() == ["present"]

    with page.expect_response("**/attendance/marks/"):
        page.context.set_offline(False)
    page.locator(".call-offline").wait_for(state="hidden")
    assert statuses() == ["absent", "present", "present"]

    with page.expect_response("**/attendance/marks/"):
        page.locator("[data-undo]").tap()
    assert page.locator("[data-counts]").inner_text() == "1 có mặt · 1 vắng · 6 chưa điểm"
    assert statuses() == ["absent", "cleared", "present"]

    page.locator("[data-fill-rest]").tap()
    page.locator("[data-close]").tap()  # waits for the taps that are still on the way
    page.get_by_role("button", name="Chốt 7 có mặt, 1 vắng").tap()
    page.locator(".call-closed").wait_for()
    assert SessionRegister.objects.get().status == RegisterStatus.CLOSED
    assert AttendanceEvent.objects.count() == 10


def test_kept_taps_are_sent_when_the_page_opens_again(phone, session, giang):
    page = phone(giang)
    address = f"/sessions/{session.pk}/attendance/"
    page.goto(address)
    page.route("**/attendance/marks/", lambda route: route.abort())
    page.locator(".ro .a").nth(3).tap()
    page.locator(".call-offline").wait_for(state="visible")
    page.unroute("**/attendance/marks/")

    with page.expect_response("**/attendance/marks/"):
        page.goto(address)

    page.locator(".ro[data-status=absent]").wait_for()
    page.wait_for_function("localStorage.length === 0")
    assert statuses() == ["absent"]


def test_enter_in_the_menu_marks_that_person_late_and_nobody_else(phone, session, giang):
    page = phone(giang)
    page.goto(f"/sessions/{session.pk}/attendance/")
    row = page.locator(".ro").nth(4)

    row.locator("summary").tap()
    row.locator("[name^=minutes]").fill("15")
    with page.expect_response("**/attendance/marks/"):
        row.locator("[name^=minutes]").press("Enter")

    assert row.locator("[data-state]").inner_text() == "Muộn 15 phút"
    assert list(AttendanceMark.objects.values_list("status", "minutes_late")) == [("late", 15)]


def test_the_list_is_searched_without_accents_and_nothing_hangs_over(phone, session, giang):
    first = session.course.enrolments.first().trainee
    type(first).objects.filter(pk=first.pk).update(full_name="Đặng Thùy Ước", search_text=" dang thuy uoc")
    page = phone(giang)
    page.goto(f"/sessions/{session.pk}/attendance/")

    page.fill("#find", "Đặng uo")
    page.locator(".ro:visible").nth(1).wait_for(state="detached")

    assert page.locator(".ro:visible").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.locator(".ro:visible .p").bounding_box()
    assert box["width"] >= 48
    assert box["height"] >= 48
