import gzip
import logging
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, reverse

from core.errors import DomainError
from core.models import Job
from core.views import DomainFormMixin, server_error
from courses.enums import RegistrationStatus
from courses.workflow import REGISTRATION
from tests.conftest import only_reads
from tests.factories import make_registration, make_user

PUBLIC = {"core:healthz", "accounts:login", "certificates:verify", "certificates:verify-code"}
CAST = ["an", "binh", "lan", "thu", "kien", "tai", "truc", "giang", "minh", "quan", "dung", "hoa", "chi"]


def doors(resolver=None, prefix="", namespace=""):
    """Every address of the house with an example for its arguments: ``(name, path, has_arguments)``."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from doors(pattern, route, pattern.namespace or namespace)
        else:
            path = re.sub(r"<str:\w+>|<slug:\w+>", "x", re.sub(r"<int:\w+>", "1", route))
            yield f"{namespace}:{pattern.name}", f"/{path}", "<" in route


DOORS = list(doors())
PLAIN = [path for name, path, has_arguments in DOORS if not has_arguments and name not in PUBLIC]


def make_job(owner, **fields):
    return Job.objects.create(
        path="documents.tasks.render",
        title="Lập văn bản",
        due_at="2030-01-01T00:00:00Z",
        owner=owner,
        **fields,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("name", "path"), [door[:2] for door in DOORS if door[0] not in PUBLIC])
def test_every_door_but_the_public_ones_asks_who_is_there(client, name, path, method):
    response = getattr(client, method)(path)

    assert response.status_code == 302, name
    assert response.headers["Location"].startswith("/login/?next=")


@pytest.mark.django_db
def test_the_public_doors_open_for_everybody(client):
    assert client.get("/login/").status_code == 200
    assert client.get("/healthz").status_code in {200, 503}
    assert client.get("/static/css/app.css").status_code == 200


@pytest.mark.parametrize("name", CAST)
def test_every_list_opens_for_every_role_or_says_no_and_never_writes(as_user, request, name):
    client = as_user(request.getfixturevalue(name))

    statuses = {path: client.get(path).status_code for path in PLAIN}

    assert not {path: status for path, status in statuses.items() if status not in {200, 302, 403, 405}}


def test_the_inspector_notices_a_get_that_writes():
    with pytest.raises(AssertionError, match="wrote"):
        only_reads(lambda *args: None, "UPDATE courses_course SET title = 'x'", (), False, {})


def test_no_inline_code_is_allowed_by_the_browser_either(as_user, an):
    policy = as_user(an).get(reverse("accounts:profile")).headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def compressed(html, pattern):
    paths = re.findall(pattern, html)
    assert paths
    return sum(len(gzip.compress(open(finders.find(path), "rb").read())) for path in paths)


def test_the_first_page_is_light_enough_for_a_telephone(as_user, an):
    html = as_user(an).get(reverse("accounts:profile")).content.decode()

    assert compressed(html, r'<script[^>]* src="/static/([^"]+)"') <= 120 * 1024
    assert compressed(html, r'<link rel="stylesheet" href="/static/([^"]+)"') <= 45 * 1024
    assert len(gzip.compress(html.encode())) <= 20 * 1024


def test_no_page_loads_anything_from_elsewhere(as_user, an):
    html = as_user(an).get(reverse("accounts:profile")).content.decode()

    assert not re.findall(r'(?:src|href)="(?:https?:)?//', html)


@pytest.mark.django_db
def test_a_wrong_address_gets_a_vietnamese_page_with_and_without_a_session(client, as_user, an):
    for visitor in (client, as_user(an)):
        response = visitor.get("/khong-co/")

        assert response.status_code == 404
        assert "Không có trang này" in response.content.decode()


def test_a_refusal_gets_a_vietnamese_page(as_user, an):
    response = as_user(an).get(reverse("accounts:user-list"))

    assert response.status_code == 403
    assert "chưa được giao quyền" in response.content.decode()


def test_a_crash_shows_a_code_without_touching_the_database(caplog):
    with caplog.at_level(logging.ERROR):  # no database mark: a query would fail the test
        response = server_error(RequestFactory().get("/lop/"))

    code = re.search(r"LỖI-[0-9A-F]{4}", response.content.decode())
    assert response.status_code == 500
    assert code[0] in caplog.text


def test_a_form_forged_elsewhere_gets_a_vietnamese_page(an):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)

    response = client.post("/login/", {"username": "an", "password": "demo-2026"})

    assert response.status_code == 403
    assert "đã lâu nên chưa gửi được" in response.content.decode()


def menu(html):
    return re.findall(r"<span>([^<]+)</span>", html.partition('<nav class="side')[2].partition("</nav>")[0])


def test_the_menu_offers_a_role_what_it_has_use_for(as_user, giang, quan, dung):
    assert menu(as_user(giang).get("/me/").content.decode()) == ["Việc cần làm", "Lớp học", "Lịch giảng"]
    assert "Người dùng" in menu(as_user(quan).get("/me/").content.decode())
    of_unit = menu(as_user(dung).get("/me/").content.decode())
    assert {"Đăng ký mở lớp", "Quyết toán"} <= set(of_unit)
    assert "Người dùng" not in of_unit


def test_the_menu_marks_where_the_reader_is(as_user, an, unit):
    html = as_user(an).get(unit.get_absolute_url()).content.decode()

    marked = re.findall(r'href="([^"]+)" aria-current="(\w+)"', html)
    assert marked == [("/organisations/", "true")]


def test_the_frame_costs_no_more_than_who_is_there(as_user, an, django_assert_max_num_queries):
    client = as_user(an)

    with django_assert_max_num_queries(4):  # session, user, memberships; the profile itself asks nothing
        client.get("/me/")


def test_the_top_bar_names_the_reader_and_logs_out_by_post(as_user, an):
    html = as_user(an).get("/me/").content.decode()

    assert re.search(r"Phạm Hoài An · Ban Tổ chức · \w", html)
    assert '<form method="post" action="/logout/">' in html


def draw_steps(user, registration):
    from django.template import engines

    template = engines["django"].from_string('{% include "components/_steps.html" %}')
    context = {"steps": REGISTRATION.open_to(user, registration), "object": registration}
    return template.render(context, RequestFactory().get("/"))


def test_one_next_step_is_the_primary_button_and_the_rest_is_put_away(unit, binh, dung, minh):
    registration = make_registration(unit, status=RegistrationStatus.SUBMITTED)

    for_head = draw_steps(binh, registration)

    assert for_head.count("btn-primary") == 1
    words = ["Duyệt", "Trả lại", "Thao tác khác", "Không duyệt"]
    assert sorted(words, key=for_head.index) == words
    assert f'href="/registrations/{registration.pk}/return/"' in for_head  # it asks for a reason first
    assert f'<form method="post" action="/registrations/{registration.pk}/approve/">' in for_head
    assert "Thao tác khác" not in draw_steps(dung, registration)  # one step alone needs no drawer
    assert "Hiện không có bước nào" in draw_steps(minh, registration)


def test_a_job_is_seen_by_its_owner_alone(as_user, an, binh):
    job = make_job(an)

    assert as_user(an).get(job.get_absolute_url()).status_code == 200
    assert as_user(binh).get(job.get_absolute_url()).status_code == 404
    assert "Lập văn bản" not in as_user(binh).get(reverse("core:job-list")).content.decode()


def test_a_running_job_is_asked_for_again_and_a_finished_one_is_not(as_user, an):
    running = make_job(an, state="running", done=208, total=312)
    done = make_job(an, state="done", link="/documents/1/")
    client = as_user(an)

    part = client.get(running.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    finished = client.get(done.get_absolute_url()).content.decode()

    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    assert "208/312" in part
    assert '<progress class="bar" max="100" value="66"' in part
    assert "every 2s" not in finished
    assert 'href="/documents/1/"' in finished


def test_a_failed_job_says_why(as_user, an):
    job = make_job(an, state="failed", error="Đơn vị chưa có tiêu đề văn bản.")

    assert "Đơn vị chưa có tiêu đề văn bản." in as_user(an).get(job.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [0, 1, 50])
def test_the_list_of_jobs_costs_the_same_number_of_queries(as_user, an, count, django_assert_max_num_queries):
    for _number in range(count):
        make_job(an)
    client = as_user(an)

    with django_assert_max_num_queries(12):
        client.get(reverse("core:job-list"))


def test_a_long_list_is_turned_page_by_page(as_user, an):
    for _number in range(51):
        make_job(an)

    html = as_user(an).get(reverse("core:job-list")).content.decode()

    assert "Trang 1/2 · dòng 1–50 trong 51" in html
    assert 'href="?page=2"' in html


def test_a_refusal_by_the_rules_comes_back_on_the_form():
    class Form:
        cleaned_data = {}
        refusals = []

        def add_error(self, field, text):
            self.refusals.append((field, text))

    class View(DomainFormMixin):
        def act(self):
            raise DomainError("Hết suất.")

        def form_invalid(self, form):
            return form.refusals

    assert View().form_valid(Form()) == [(None, "Hết suất.")]


def test_a_person_without_a_role_sees_a_page_and_no_menu_of_others(as_user, db):
    html = as_user(make_user("moi", full_name="Người Mới")).get("/me/").content.decode()

    assert "chưa được giao vai trò" in html
    assert menu(html) == ["Việc cần làm", "Lớp học"]
