"""The doors of the outgoing register: who sees which paper, who presses which button."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from documents.enums import DocumentKind, DocumentStatus
from documents.models import Document, NumberSeries
from documents.services import attach_file
from tests.factories import make_authority, make_document

DAY = dt.date(2022, 5, 9)


def url(name, *args):
    return reverse(f"documents:{name}", args=args)


@pytest.fixture
def submitted(federation, lan):
    return make_document(
        federation, status=DocumentStatus.SUBMITTED, authority=make_authority(federation, lan)
    )


@pytest.fixture
def signed(federation, lan):
    return make_document(federation, status=DocumentStatus.SIGNED, authority=make_authority(federation, lan))


@pytest.fixture
def issued(federation):
    return make_document(federation, title="Thông báo đã phát hành")


def seen(client):
    return set(client.get(url("document-list")).context["object_list"])


# Seeing


def test_units_see_what_went_out_and_nothing_on_its_way(
    submitted, signed, issued, federation, dung, em, as_user
):
    certificate = make_document(federation, kind=DocumentKind.CERTIFICATE)
    revoked = make_document(federation, status=DocumentStatus.REVOKED)

    for user in (dung, em):
        assert seen(as_user(user)) == {issued}
        for hidden in (submitted, signed, revoked, certificate):
            for door in ("document-detail", "document-file"):
                assert as_user(user).get(url(door, hidden.pk)).status_code == 404


def test_a_unit_sees_its_own_papers_and_not_its_neighbours(unit, neighbour, dung, em, as_user):
    own = make_document(unit, kind=DocumentKind.SETTLEMENT)

    assert as_user(dung).get(url("document-detail", own.pk)).status_code == 200
    assert as_user(em).get(url("document-detail", own.pk)).status_code == 404


def test_chi_sees_nothing(submitted, signed, issued, chi, as_user):
    assert seen(as_user(chi)) == set()
    for paper in (submitted, signed, issued):
        for door in ("detail", "file", "issue", "return", "revoke"):
            assert as_user(chi).get(url(f"document-{door}", paper.pk)).status_code == 404, door
        assert as_user(chi).post(url("document-sign", paper.pk)).status_code == 404


def test_a_lecturer_sees_what_went_out(submitted, issued, giang, as_user):
    assert seen(as_user(giang)) == {issued}


def test_the_register_shows_no_certificates(federation, issued, thu, as_user):
    make_document(federation, kind=DocumentKind.CERTIFICATE)

    assert seen(as_user(thu)) == {issued}


def test_the_register_is_filtered(federation, submitted, issued, thu, as_user):
    decision = make_document(federation, kind=DocumentKind.DECISION, issued_on=dt.date(2021, 3, 4))

    def found(**query):
        return set(as_user(thu).get(url("document-list"), query).context["object_list"])

    assert found(status="submitted") == {submitted}
    assert found(kind="QĐ") == {decision}
    assert found(year="2022") == {issued}
    assert found(kind="QĐ", year="2022") == set()
    assert as_user(thu).get(url("document-list"), {"year": "năm ngoái"}).status_code == 200


@pytest.mark.parametrize("count", [1, 50])
def test_the_pages_cost_at_most_twelve_queries(
    federation, lan, thu, count, as_user, django_assert_max_num_queries
):
    authority = make_authority(federation, lan)
    for _number in range(count):
        paper = make_document(federation, status=DocumentStatus.SIGNED, authority=authority)
        make_document(federation)
    client = as_user(thu)

    for door in (url("document-list"), url("document-detail", paper.pk), url("document-issue", paper.pk)):
        with django_assert_max_num_queries(12):
            assert client.get(door).status_code == 200


# Doing


def test_the_signer_signs(submitted, lan, as_user):
    as_user(lan).post(url("document-sign", submitted.pk))

    submitted.refresh_from_db()
    assert (submitted.status, submitted.signed_by) == (DocumentStatus.SIGNED, lan)


def test_nobody_else_signs(submitted, an, binh, thu, minh, quan, as_user):
    for user in (an, binh, thu, minh, quan):
        assert as_user(user).post(url("document-sign", submitted.pk)).status_code == 403

    submitted.refresh_from_db()
    assert submitted.status == DocumentStatus.SUBMITTED


def test_signing_is_no_link(submitted, lan, as_user):
    assert as_user(lan).get(url("document-sign", submitted.pk)).status_code == 405


def test_the_clerk_numbers_and_is_told_the_number(signed, thu, as_user):
    page = as_user(thu).post(url("document-issue", signed.pk), {"issued_on": "09/05/2022"}, follow=True)

    signed.refresh_from_db()
    assert (signed.reference, signed.issued_on) == ("01/TB-LĐLĐ", DAY)
    assert "01/TB-LĐLĐ" in page.content.decode()


def test_only_the_clerk_numbers(signed, an, binh, lan, dung, as_user):
    for user, status in ((an, 403), (binh, 403), (lan, 403), (dung, 404)):
        response = as_user(user).post(url("document-issue", signed.pk), {"issued_on": "09/05/2022"})
        assert response.status_code == status

    signed.refresh_from_db()
    assert signed.number is None


def test_a_date_outside_the_authority_comes_back_as_a_sentence(federation, lan, thu, as_user):
    authority = make_authority(federation, lan, valid_to=dt.date(2022, 5, 8))
    paper = make_document(federation, status=DocumentStatus.SIGNED, authority=authority)

    page = as_user(thu).post(url("document-issue", paper.pk), {"issued_on": "09/05/2022"})

    assert page.status_code == 200
    assert "09/05/2022" in page.content.decode()
    assert page.context["form"].non_field_errors()
    paper.refresh_from_db()
    assert paper.number is None


def test_a_stale_form_says_that_someone_was_faster(issued, thu, as_user):
    response = as_user(thu).get(url("document-issue", issued.pk))

    assert response.status_code == 302
    assert response.url == issued.get_absolute_url()


def test_a_return_needs_its_reason(submitted, lan, as_user):
    page = as_user(lan).post(url("document-return", submitted.pk), {"reason": ""})
    assert page.context["form"].errors["reason"]

    as_user(lan).post(url("document-return", submitted.pk), {"reason": "Sai ngày khai giảng"})
    submitted.refresh_from_db()
    assert (submitted.status, submitted.return_reason) == (DocumentStatus.RETURNED, "Sai ngày khai giảng")


def test_only_open_steps_are_offered(submitted, lan, an, as_user):
    page = as_user(lan).get(url("document-detail", submitted.pk)).content.decode()
    assert url("document-sign", submitted.pk) in page
    assert url("document-issue", submitted.pk) not in page

    page = as_user(an).get(url("document-detail", submitted.pk)).content.decode()
    assert url("document-sign", submitted.pk) not in page


# The file


def test_the_file_is_served_to_those_who_see_the_paper(issued, dung, chi, client, as_user):
    attach_file(
        Document.objects.select_related("organisation").get(pk=issued.pk),
        content=ContentFile(b"%PDF-x"),
        sha256="0" * 64,
    )

    response = as_user(dung).get(url("document-file", issued.pk))
    assert b"".join(response.streaming_content) == b"%PDF-x"
    assert response["Content-Type"] == "application/pdf"
    assert as_user(chi).get(url("document-file", issued.pk)).status_code == 404
    client.logout()
    assert client.get(url("document-file", issued.pk)).status_code == 302


def test_a_paper_not_drawn_yet_has_no_file(issued, thu, as_user):
    assert as_user(thu).get(url("document-file", issued.pk)).status_code == 404


def test_files_have_no_address_of_their_own(issued, thu, as_user):
    attach_file(
        Document.objects.select_related("organisation").get(pk=issued.pk),
        content=ContentFile(b"%PDF-x"),
        sha256="0" * 64,
    )
    issued.refresh_from_db()

    for guess in (f"/files/{issued.file.name}", f"/media/{issued.file.name}", f"/{issued.file.name}"):
        assert as_user(thu).get(guess).status_code == 404


def test_a_paper_cannot_be_dated_into_the_future(as_user, thu, signed):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    page = as_user(thu).post(url("document-issue", signed.pk), {"issued_on": f"{tomorrow:%d/%m/%Y}"})

    signed.refresh_from_db()
    assert page.status_code == 200
    assert signed.number is None
    assert not NumberSeries.objects.exists()
