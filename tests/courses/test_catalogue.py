"""Schemes, topics and programmes: kept by the organising department, never changed under a plan."""

import pytest
from django.urls import reverse

from core.errors import DomainError
from core.models import AuditEntry
from courses import services
from courses.models import Programme, Scheme, Topic
from organisations.enums import OrganisationKind
from tests.factories import make_organisation, make_plan, make_programme, make_topic

SCHEME = {
    "title": "Đề án đào tạo, bồi dưỡng Chủ tịch công đoàn cơ sở",
    "short_title": "Đề án Chủ tịch CĐCS",
    "target_group": "Chủ tịch CĐCS",
    "objective": "Nâng cao năng lực",
    "first_year": "2023",
    "last_year": "2028",
    "committee": "",
    "members": "Vũ Ngọc Lan; Phó Chủ tịch; x\nĐỗ Thanh Bình; Trưởng Ban Tổ chức\n",
}
RULE = {
    "title": "Bồi dưỡng Chủ tịch CĐCS",
    "audience": "Chủ tịch CĐCS",
    "min_attendance_percent": "80",
    "requires_compulsory_topics": "on",
    "requires_essay": "",
}


def new_scheme(federation, an):
    return services.create_scheme(
        federation,
        title="Đề án cũ",
        short_title="Đề án",
        target_group="Cán bộ",
        first_year=2022,
        last_year=2026,
        members=[("Vũ Ngọc Lan", "Phó Chủ tịch", True, an)],
        actor=an,
    )


def ticked(*topics, compulsory=()):
    """The boxes of the table: the topics in this order."""
    boxes = {}
    for place, topic in enumerate(topics, 1):
        boxes |= {f"topic-{topic.pk}": "on", f"order-{topic.pk}": str(place)}
        if topic in compulsory:
            boxes[f"compulsory-{topic.pk}"] = "on"
    return boxes


def taught(programme):
    return list(programme.programme_topics.values_list("topic_id", "position", "is_compulsory"))


# Schemes


def test_a_scheme_is_added_with_its_committee(as_user, an, federation):
    committee = make_organisation(federation, kind=OrganisationKind.STEERING_COMMITTEE)

    response = as_user(an).post(reverse("courses:scheme-create"), SCHEME | {"committee": committee.pk})

    scheme = Scheme.objects.get()
    assert response.headers["Location"] == scheme.get_absolute_url()
    assert (scheme.organisation, scheme.committee) == (federation, committee)
    assert list(scheme.members.values_list("full_name", "is_head")) == [
        ("Vũ Ngọc Lan", True),
        ("Đỗ Thanh Bình", False),
    ]


def test_a_changed_scheme_keeps_the_account_of_a_member_who_stays(as_user, an, binh, federation):
    scheme = new_scheme(federation, an)
    page = reverse("courses:scheme-update", args=[scheme.pk])

    assert "Vũ Ngọc Lan; Phó Chủ tịch; x" in as_user(binh).get(page).content.decode()
    as_user(binh).post(page, SCHEME)

    scheme.refresh_from_db()
    assert (scheme.last_year, scheme.members.count()) == (2028, 2)
    assert scheme.members.get(is_head=True).user == an
    assert AuditEntry.objects.filter(verb="courses.scheme.update", actor=binh).exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"last_year": "2020"}, "Năm kết thúc"),
        ({"members": "A; B; x\nC; D; x"}, "chỉ có một trưởng ban"),
        ({"members": "Vũ Ngọc Lan"}, "Dòng 1: ghi họ tên; chức vụ"),
        ({"members": "A; B; c"}, "Dòng 1"),
        ({"title": ""}, "Ghi tên đề án"),
    ],
)
def test_a_refused_scheme_keeps_what_was_typed(as_user, an, wrong, sentence):
    html = as_user(an).post(reverse("courses:scheme-create"), SCHEME | wrong).content.decode()

    assert sentence in html or "trước năm" in html
    assert 'value="Đề án Chủ tịch CĐCS"' in html
    assert not Scheme.objects.exists()


def test_a_committee_of_another_federation_is_not_offered_and_not_taken(
    as_user, an, federation, foreign_federation
):
    foreign = make_organisation(foreign_federation, kind=OrganisationKind.STEERING_COMMITTEE)

    html = as_user(an).post(reverse("courses:scheme-create"), SCHEME | {"committee": foreign.pk})

    assert "trong danh sách" in html.content.decode()
    with pytest.raises(DomainError):
        services.update_scheme(new_scheme(federation, an), members=[], committee=foreign, actor=an)


# Topics


def test_a_topic_is_added_and_mended(as_user, an, federation):
    client = as_user(an)

    client.post(reverse("courses:topic-create"), {"title": "Luật Công đoàn", "periods": "4"})
    topic = Topic.objects.get()
    client.post(
        reverse("courses:topic-update", args=[topic.pk]), {"title": "Luật Công đoàn 2024", "periods": "8"}
    )

    topic.refresh_from_db()
    assert (topic.organisation, topic.title, topic.periods) == (federation, "Luật Công đoàn 2024", 8)


def test_a_topic_is_not_there_twice(as_user, an, federation):
    make_topic(federation, title="Luật Công đoàn")

    html = as_user(an).post(reverse("courses:topic-create"), {"title": "Luật Công đoàn", "periods": "6"})

    assert "đã có chuyên đề tên này" in html.content.decode()
    assert 'value="6"' in html.content.decode()
    assert Topic.objects.count() == 1


def test_the_periods_of_a_used_topic_stay_but_its_title_may_be_mended(an, federation):
    plan = make_plan(federation)
    topic = plan.programme.topics.first()

    with pytest.raises(DomainError, match="đã tính số tiết"):
        services.update_topic(topic, title=topic.title, periods=topic.periods + 1, actor=an)
    services.update_topic(topic, title="Tên đã sửa", periods=topic.periods, actor=an)

    topic.refresh_from_db()
    assert topic.title == "Tên đã sửa"


# Programmes


def test_a_programme_teaches_the_ticked_topics_in_their_order(as_user, an, federation):
    first, second, left_out = (make_topic(federation) for _number in range(3))

    as_user(an).post(reverse("courses:programme-create"), RULE | ticked(second, first, compulsory=[first]))

    programme = Programme.objects.get()
    assert taught(programme) == [(second.pk, 1, False), (first.pk, 2, True)]
    assert not programme.requires_essay
    assert left_out not in programme.topics.all()


def test_a_programme_without_topics_or_with_a_place_alone_is_refused(as_user, an, federation):
    topic = make_topic(federation)
    client, page = as_user(an), reverse("courses:programme-create")

    nothing = client.post(page, RULE).content.decode()
    place_alone = client.post(page, RULE | {f"order-{topic.pk}": "3"}).content.decode()
    letters = client.post(
        page, RULE | {f"topic-{topic.pk}": "on", f"order-{topic.pk}": "ba"}
    ).content.decode()

    assert "ít nhất một chuyên đề" in nothing
    assert 'value="Bồi dưỡng Chủ tịch CĐCS"' in nothing
    assert "chưa đánh dấu" in place_alone
    assert "từ 1 đến 99" in letters
    assert 'value="ba"' in letters
    assert not Programme.objects.exists()


def test_a_programme_is_not_there_twice_and_takes_no_foreign_topic(an, federation, foreign_federation):
    programme = make_programme(federation)
    answers = {"title": programme.title, "audience": "x", "actor": an}

    with pytest.raises(DomainError, match="phiên bản mới"):
        services.create_programme(federation, topics=[], **answers)
    with pytest.raises(DomainError, match="cùng liên đoàn"):
        services.create_programme(
            federation, **answers | {"title": "Khác"}, topics=[(make_topic(foreign_federation), True)]
        )


def test_an_unused_programme_is_changed_in_place(as_user, binh, federation):
    programme, topic = make_programme(federation), make_topic(federation)

    as_user(binh).post(
        reverse("courses:programme-update", args=[programme.pk]),
        RULE | {"min_attendance_percent": "75"} | ticked(topic, compulsory=[topic]),
    )

    programme.refresh_from_db()
    assert (programme.title, programme.min_attendance_percent) == (RULE["title"], 75)
    assert taught(programme) == [(topic.pk, 1, True)]


def test_a_programme_that_a_plan_uses_changes_only_as_a_new_version(as_user, an, federation):
    programme = make_plan(federation).programme
    old, topic, client = taught(programme), make_topic(federation), as_user(an)
    page = reverse("courses:programme-update", args=[programme.pk])

    assert client.get(page).headers["Location"] == programme.get_absolute_url()
    refused = client.post(page, RULE | ticked(topic)).content.decode()
    client.post(
        reverse("courses:programme-version", args=[programme.pk]),
        RULE | {"title": "Tên khác", "min_attendance_percent": "90"} | ticked(topic),
    )

    assert "Lập phiên bản mới" in refused
    assert taught(programme) == old
    latest = Programme.objects.get(version=2)
    assert (latest.title, latest.min_attendance_percent) == (programme.title, 90)
    assert taught(latest) == [(topic.pk, 1, False)]
    assert page not in client.get(programme.get_absolute_url()).content.decode()


def test_a_version_of_an_old_version_is_the_newest(an, federation):
    programme = make_programme(federation)
    rule = {
        "audience": "x",
        "topics": [],
        "min_attendance_percent": 80,
        "requires_compulsory_topics": True,
        "requires_essay": True,
    }

    made = [services.create_programme_version(programme, actor=an, **rule).version for _number in range(2)]

    assert made == [2, 3]


def test_the_form_of_a_plan_tells_versions_apart(as_user, an, federation):
    make_programme(federation, title="Bồi dưỡng", version=2)

    assert "Bồi dưỡng (phiên bản 2)" in as_user(an).get(reverse("courses:plan-create")).content.decode()


# Who may


@pytest.mark.parametrize("name", ["lan", "thu", "truc", "minh", "quan", "dung", "giang"])
def test_nobody_else_keeps_the_catalogue(as_user, request, federation, an, name):
    client = as_user(request.getfixturevalue(name))
    rows = {
        "scheme": new_scheme(federation, an),
        "topic": make_topic(federation),
        "programme": make_programme(federation),
    }

    for word, row in rows.items():
        assert client.post(reverse(f"courses:{word}-create"), SCHEME).status_code == 403
        assert client.post(reverse(f"courses:{word}-update", args=[row.pk]), SCHEME).status_code == 403
    assert client.post(reverse("courses:programme-version", args=[row.pk]), RULE).status_code == 403
    for page in ("scheme-list", "topic-list", "programme-list"):
        assert "/new/" not in client.get(reverse(f"courses:{page}")).content.decode().partition("<main")[2]


def test_another_federation_finds_nothing(as_user, chi, federation, an):
    rows = {
        "scheme": new_scheme(federation, an),
        "topic": make_topic(federation),
        "programme": make_programme(federation),
    }
    client = as_user(chi)

    for word, row in rows.items():
        assert client.post(reverse(f"courses:{word}-update", args=[row.pk]), SCHEME).status_code == 404
    assert client.get(reverse("courses:programme-version", args=[row.pk])).status_code == 404
    assert rows["topic"].title not in client.get(reverse("courses:topic-list")).content.decode()
    assert rows["topic"].title not in client.get(reverse("courses:programme-create")).content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_the_pages_cost_the_same_number_of_queries(
    as_user, an, federation, count, django_assert_max_num_queries
):
    programme = make_programme(federation, topics=count)
    scheme, client = new_scheme(federation, an), as_user(an)

    for address in (
        reverse("courses:topic-list"),
        reverse("courses:programme-list"),
        reverse("courses:scheme-list"),
        programme.get_absolute_url(),
        scheme.get_absolute_url(),
        reverse("courses:programme-version", args=[programme.pk]),
        reverse("courses:scheme-update", args=[scheme.pk]),
    ):
        with django_assert_max_num_queries(12):
            client.get(address)
