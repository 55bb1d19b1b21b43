"""Doors of the trainees' floor: nobody sees or does what is not his or hers, in at most twelve queries."""

import pytest
from django.urls import reverse

from courses.enums import CourseStatus
from tests.factories import assign, enrol, make_course, make_lecturer
from tests.trainees.files.workbooks import AN
from tests.trainees.test_roster import stage
from trainees.models import Assessment, AttendanceMark, Enrolment, RosterImport
from trainees.services import close_register, fill_present


@pytest.fixture
def course(unit):
    return make_course(unit, status=CourseStatus.RUNNING)


@pytest.fixture
def session(course, school, giang):
    session = course.sessions.first()
    assign(session, make_lecturer(school, user=giang))
    return session


@pytest.fixture
def everything(course, session, dung, giang):
    person = enrol(course)
    fill_present(session, actor=giang)
    staged = stage(course, dung, AN)
    return {
        "course": course.pk, "session": session.pk, "register": session.register.pk,
        "import": staged.pk, "enrolment": person.pk, "trainee": person.trainee_id,
    }  # fmt: skip


PAGES = [
    ("course-roster", "course"), ("roster-upload", "course"), ("import-detail", "import"),
    ("import-mending", "import"), ("enrolment-withdraw", "enrolment"), ("course-attendance", "course"),
    ("session-attendance", "session"), ("session-close", "session"), ("register-reopen", "register"),
    ("course-results", "course"), ("course-complete", "course"), ("trainee-detail", "trainee"),
]  # fmt: skip
DEEDS = [
    ("roster-upload", "course"), ("import-apply", "import"), ("import-discard", "import"),
    ("enrolment-withdraw", "enrolment"), ("session-attendance", "session"), ("attendance-sync", "session"),
    ("register-close", "register"), ("register-reopen", "register"), ("course-results", "course"),
    ("course-start", "course"), ("course-complete", "course"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), PAGES)
def test_other_units_and_federations_see_nothing(as_user, everything, chi, em, name, kind):
    address = reverse(f"trainees:{name}", args=[everything[kind]])

    assert [as_user(user).get(address).status_code for user in (chi, em)] == [404, 404]


@pytest.mark.parametrize(("name", "kind"), DEEDS)
def test_other_units_do_nothing_and_the_inspector_only_looks(as_user, everything, chi, em, minh, name, kind):
    address = reverse(f"trainees:{name}", args=[everything[kind]])
    before = AttendanceMark.objects.count(), RosterImport.objects.get().status, Enrolment.objects.get().status

    codes = [
        as_user(user).post(address, {"fill": "1", "reason": "x"}).status_code for user in (chi, em, minh)
    ]

    assert codes == [404, 404, 403]
    assert before == (
        AttendanceMark.objects.count(),
        RosterImport.objects.get().status,
        Enrolment.objects.get().status,
    )


def test_the_directory_of_another_federation_is_empty(as_user, everything, chi, em):
    for user in (chi, em):
        assert list(as_user(user).get(reverse("trainees:trainee-list")).context["trainees"]) == []


def test_whoever_is_not_logged_in_is_sent_to_the_door(client, everything):
    for name, kind in PAGES:
        assert client.get(reverse(f"trainees:{name}", args=[everything[kind]])).status_code == 302


# Queries


@pytest.mark.parametrize("size", [1, 50])
@pytest.mark.parametrize(
    ("name", "kind"),
    [page for page in PAGES if page[0] not in {"import-mending", "roster-upload"}] + [("trainee-list", "")],
)
def test_every_page_takes_at_most_twelve_queries(
    as_user,
    an,
    dung,
    truc,
    giang,
    binh,
    everything,
    course,
    session,
    name,
    kind,
    size,
    django_assert_max_num_queries,
):
    people = [enrol(course)] if size == 1 else enrol(course, count=size)
    Assessment.objects.bulk_create(Assessment(enrolment=person, essay_passed=True) for person in people)
    fill_present(session, actor=giang)
    close_register(session.register, actor=giang)
    if name == "session-close":
        session = course.sessions.last()
        everything["session"] = session.pk
    user = {
        "session-close": dung,
        "import-detail": dung,
        "enrolment-withdraw": dung,
        "course-complete": binh,
    }.get(name, an)
    client = as_user(user)
    address = reverse(f"trainees:{name}", args=[everything[kind]] if kind else [])

    with django_assert_max_num_queries(12):
        response = client.get(address)

    assert response.status_code == 200
