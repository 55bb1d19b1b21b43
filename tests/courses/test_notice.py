"""The notice of approved classes: each class goes out once, the paper says what was approved."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.urls import reverse

from core.errors import DomainError
from courses import services
from courses.enums import RegistrationStatus
from courses.models import ApprovalNotice, CourseRegistration
from documents.enums import DocumentKind, DocumentStatus
from documents.services import issue_document, return_document, sign_document
from tests.factories import make_authority, make_plan, make_registration

TODAY = dt.date(2022, 5, 3)


@pytest.fixture
def plan(federation):
    return make_plan(federation)


@pytest.fixture
def head(federation, binh):
    return make_authority(
        federation,
        binh,
        kinds=[DocumentKind.NOTICE],
        authority_lines=["TL. BAN THƯỜNG VỤ", "TRƯỞNG BAN TỔ CHỨC"],
    )


@pytest.fixture
def approved(unit, neighbour, plan):
    return [
        make_registration(row, plan=plan, status=RegistrationStatus.APPROVED) for row in (unit, neighbour)
    ]


def prepare(plan, rows, head, an):
    return services.prepare_notice(plan, registrations=rows, authority=head, on=TODAY, actor=an)


def test_a_notice_waits_for_its_signer_and_lists_the_classes(plan, approved, head, an, unit):
    notice = prepare(plan, approved, head, an)

    paper = notice.document
    assert (paper.kind, paper.status, paper.authority) == (
        DocumentKind.NOTICE,
        DocumentStatus.SUBMITTED,
        head,
    )
    rows = paper.snapshot["annexes"][0]["rows"]
    assert rows[0] == [
        "1",
        unit.name,
        approved[0].title,
        "06/06/2022 - 07/06/2022",
        "Hội trường tầng 3",
        "60",
        "3.200.000",
    ]
    assert paper.snapshot["annexes"][0]["totals"][-2:] == ["120", "6.400.000"]
    assert set(CourseRegistration.objects.values_list("notice", flat=True)) == {notice.pk}


def test_a_class_goes_out_in_one_notice_only(plan, approved, head, an):
    prepare(plan, approved[:1], head, an)

    with pytest.raises(DomainError):
        prepare(plan, approved, head, an)

    assert list(CourseRegistration.objects.unannounced()) == [approved[1]]


def test_classes_of_a_notice_that_was_sent_back_may_go_out_again(plan, approved, head, an, binh):
    notice = prepare(plan, approved, head, an)
    return_document(notice.document, reason="Sai tên lớp", actor=binh)

    again = prepare(plan, approved, head, an)

    assert set(CourseRegistration.objects.values_list("notice", flat=True)) == {again.pk}


def test_only_approved_classes_of_this_plan_go_out(plan, approved, head, an, unit, federation):
    waiting = make_registration(unit, plan=plan, status=RegistrationStatus.SUBMITTED)
    elsewhere = make_registration(unit, plan=make_plan(federation), status=RegistrationStatus.APPROVED)

    for rows in ([waiting], [elsewhere], []):
        with pytest.raises(DomainError):
            prepare(plan, rows, head, an)
    assert not ApprovalNotice.objects.exists()


def test_the_signer_must_cover_notices_of_this_federation(
    plan, approved, an, lan, federation, foreign_federation
):
    for authority in (
        make_authority(federation, lan, kinds=[DocumentKind.PLAN]),
        make_authority(foreign_federation, lan),
    ):
        with pytest.raises(DomainError):
            prepare(plan, approved, authority, an)


@pytest.mark.django_db(transaction=True)
def test_of_two_organisers_announcing_at_once_one_wins(plan, approved, head, an):
    start, results = threading.Barrier(2), []

    def press():
        start.wait()
        try:
            prepare(plan, approved, head, an)
            results.append("won")
        except DomainError:
            results.append("lost")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["lost", "won"]
    assert ApprovalNotice.objects.count() == 1


def test_an_makes_the_notice_on_the_page_with_all_classes_ticked(as_user, an, plan, approved, head):
    client, door = as_user(an), reverse("courses:notice-create", args=[plan.pk])
    assert client.get(door).content.decode().count(" checked") >= 2

    response = client.post(door, {"registrations": [approved[0].pk], "authority": head.pk})

    notice = ApprovalNotice.objects.get()
    assert response.url == notice.get_absolute_url()
    assert list(notice.registrations.all()) == [approved[0]]


def test_nothing_ticked_is_said_and_stays_unticked(as_user, an, plan, approved, head):
    html = (
        as_user(an)
        .post(reverse("courses:notice-create", args=[plan.pk]), {"authority": head.pk})
        .content.decode()
    )

    assert "Chọn ít nhất một lớp" in html
    assert f'id="id_registration_{approved[0].pk}" checked' not in html
    assert not ApprovalNotice.objects.exists()


def test_an_organiser_may_not_announce_what_is_not_approved(as_user, an, plan, approved, head, unit):
    waiting = make_registration(unit, plan=plan, status=RegistrationStatus.SUBMITTED)

    as_user(an).post(
        reverse("courses:notice-create", args=[plan.pk]),
        {"registrations": [waiting.pk], "authority": head.pk},
    )

    assert not ApprovalNotice.objects.exists()


def test_who_makes_notices(as_user, dung, chi, minh, plan):
    door = reverse("courses:notice-create", args=[plan.pk])

    assert as_user(dung).get(door).status_code == 403
    assert as_user(minh).get(door).status_code == 403
    assert as_user(chi).get(door).status_code == 404


def test_units_see_the_notice_once_it_is_issued_and_chi_never(
    as_user, dung, chi, an, binh, thu, plan, approved, head
):
    notice = prepare(plan, approved, head, an)
    assert as_user(an).get(notice.get_absolute_url()).status_code == 200
    assert as_user(dung).get(notice.get_absolute_url()).status_code == 404

    sign_document(notice.document, actor=binh)
    issue_document(notice.document, issued_on=TODAY, actor=thu)

    assert as_user(dung).get(notice.get_absolute_url()).status_code == 200
    assert as_user(chi).get(notice.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 50])
def test_pages_ask_few_questions(as_user, an, unit, plan, head, rows, django_assert_max_num_queries):
    for _number in range(rows):
        row = make_registration(unit, plan=plan, status=RegistrationStatus.APPROVED)
        notice = prepare(plan, [row], head, an)
        make_registration(unit, plan=plan, status=RegistrationStatus.APPROVED)
    client = as_user(an)

    for url in (
        reverse("courses:notice-list"),
        notice.get_absolute_url(),
        reverse("courses:notice-create", args=[plan.pk]),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200
