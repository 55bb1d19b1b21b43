import pytest
from django.urls import reverse

from accounts.enums import Role
from core.errors import DomainError
from core.models import AuditEntry
from courses.models import Lecturer
from courses.services import create_lecturer, update_lecturer
from tests.factories import assign, make_course, make_lecturer, make_topic, make_user

LIST, NEW = reverse("courses:lecturer-list"), reverse("courses:lecturer-create")


def test_a_lecturer_is_added_with_topics_and_an_account(school, federation, giang, truc):
    topic = make_topic(federation)

    lecturer = create_lecturer(
        school, full_name=" Trịnh  Hương Giang ", user=giang, topics=[topic], actor=truc
    )

    lecturer.refresh_from_db()
    assert (lecturer.full_name, lecturer.user, lecturer.organisation) == ("Trịnh Hương Giang", giang, school)
    assert list(lecturer.topics.all()) == [topic]
    assert lecturer.sort_key
    assert AuditEntry.objects.get(verb="courses.lecturer.create").actor == truc


def test_an_account_belongs_to_one_lecturer(school, giang, truc):
    make_lecturer(school, user=giang)
    other = make_lecturer(school)

    with pytest.raises(DomainError, match="giang"):
        create_lecturer(school, full_name="Người Khác", user=giang, actor=truc)
    with pytest.raises(DomainError, match="giang"):
        update_lecturer(other, full_name="Người Khác", user=giang, actor=truc)

    assert Lecturer.objects.count() == 2


def test_a_lecturer_is_changed_and_keeps_the_account(school, giang, truc):
    lecturer = make_lecturer(school, user=giang)

    update_lecturer(lecturer, full_name="Trịnh Giang", user=giang, phone="0912 345 678", actor=truc)

    lecturer.refresh_from_db()
    assert (lecturer.full_name, lecturer.phone, lecturer.user) == ("Trịnh Giang", "0912 345 678", giang)
    assert AuditEntry.objects.get(verb="courses.lecturer.update").target_id == lecturer.pk


def test_lecturers_are_listed_by_given_name_and_found_without_accents(as_user, truc, school):
    for full_name in ("Lê Văn Đức", "Trần Thị Ánh", "Phạm Bình"):
        make_lecturer(school, full_name=full_name)
    client = as_user(truc)

    listed = client.get(LIST).context["object_list"]
    found = client.get(f"{LIST}?q=duc").context["object_list"]

    assert [row.full_name for row in listed] == ["Trần Thị Ánh", "Phạm Bình", "Lê Văn Đức"]
    assert [row.full_name for row in found] == ["Lê Văn Đức"]
    assert "Không thấy giảng viên nào với “zzz”" in client.get(f"{LIST}?q=zzz").content.decode()


def test_another_federation_sees_no_lecturer(as_user, chi, school):
    lecturer = make_lecturer(school)

    assert lecturer.full_name not in as_user(chi).get(LIST).content.decode()
    assert as_user(chi).get(lecturer.get_absolute_url()).status_code == 404
    assert as_user(chi).get(reverse("courses:lecturer-update", args=[lecturer.pk])).status_code == 404


def test_the_school_adds_a_lecturer(as_user, truc, school, giang, federation):
    topic = make_topic(federation)
    client = as_user(truc)
    assert "Thêm giảng viên đầu tiên" in client.get(LIST).content.decode()

    response = client.post(
        NEW,
        {
            "full_name": "Trịnh Hương Giang",
            "organisation": school.pk,
            "position": "Giảng viên",
            "phone": "0912.345.678",
            "user": giang.pk,
            "topics": [topic.pk],
        },
    )

    lecturer = Lecturer.objects.get()
    assert response.url == lecturer.get_absolute_url()
    assert (lecturer.phone, lecturer.user, lecturer.topics.get()) == ("0912 345 678", giang, topic)


def test_a_wrong_phone_number_is_explained_and_the_rest_kept(as_user, truc, school):
    response = as_user(truc).post(
        NEW, {"full_name": "Lê Văn Đức", "organisation": school.pk, "phone": "12345"}
    )

    page = response.content.decode()
    assert "Ghi số điện thoại gồm 10 hoặc 11 chữ số" in page
    assert "Lê Văn Đức" in page
    assert not Lecturer.objects.exists()


def test_a_lecturer_is_edited_by_the_school_alone(as_user, truc, dung, minh, school):
    lecturer = make_lecturer(school, full_name="Lê Văn Đức")
    address = reverse("courses:lecturer-update", args=[lecturer.pk])
    for user in (dung, minh):
        assert as_user(user).get(address).status_code == 403
        assert as_user(user).post(address, {"full_name": "Kẻ Phá"}).status_code == 403
        assert as_user(user).get(NEW).status_code == 403

    assert "Lê Văn Đức" in as_user(truc).get(address).content.decode()
    as_user(truc).post(
        address, {"full_name": "Lê Văn Đức", "position": "Trưởng khoa", "phone": "", "user": ""}
    )

    lecturer.refresh_from_db()
    assert (lecturer.full_name, lecturer.position) == ("Lê Văn Đức", "Trưởng khoa")


def test_nobody_puts_a_lecturer_in_another_federation(as_user, truc, foreign_federation):
    response = as_user(truc).post(NEW, {"full_name": "Người Lạ", "organisation": foreign_federation.pk})

    assert response.status_code == 200
    assert not Lecturer.objects.exists()


def test_the_page_of_a_lecturer_shows_only_sessions_its_reader_sees(as_user, truc, em, unit, school):
    lecturer = make_lecturer(school)
    course = make_course(unit, title="Lớp ở Cầu Giấy")
    assign(course.sessions.first(), lecturer)

    assert "Lớp ở Cầu Giấy" in as_user(truc).get(lecturer.get_absolute_url()).content.decode()
    assert "Lớp ở Cầu Giấy" not in as_user(em).get(lecturer.get_absolute_url()).content.decode()


@pytest.mark.parametrize("rows", [1, 50])
def test_the_lecturers_pages_ask_little(as_user, truc, school, unit, rows, django_assert_max_num_queries):
    lecturers = [
        make_lecturer(school, user=make_user(None, school, Role.LECTURER)) for _number in range(rows)
    ]
    for session in make_course(unit, sessions=rows).sessions.all():
        assign(session, lecturers[0])
    client = as_user(truc)

    for address in (LIST, f"{LIST}?q=n", lecturers[0].get_absolute_url(), NEW):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
