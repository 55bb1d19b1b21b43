"""The doors of the certificates: who comes in, what they see, and the public page that anyone may read."""

import datetime as dt
import io
import re
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from certificates.models import Certificate, CertificateBatch
from certificates.services import approve_batch, create_batch, issue_batch, revoke_certificate, submit_batch
from documents.services import attach_file
from tests.certificates.stories import ISSUED_ON, approved, issued, make_completed_course, submitted
from tests.factories import enrol, make_authority, make_course, make_trainee
from trainees.enums import Result


def url(name, *args):
    return reverse(f"certificates:{name}", args=args)


@pytest.fixture
def batch(unit, an, lan, thu):
    return issued(unit, proposer=an, leader=lan, clerk=thu, people=2)


@pytest.fixture
def certificate(batch):
    return batch.certificates.select_related("document__organisation", "enrolment__trainee").order_by("pk")[0]


def all_doors(certificate):
    batch = certificate.batch
    return [
        url("course-certificates", batch.course_id),
        url("batch-detail", batch.pk),
        url("batch-zip", batch.pk),
        url("certificate-detail", certificate.pk),
        url("certificate-file", certificate.pk),
        url("batch-submit", batch.pk),
        url("batch-return", batch.pk),
        url("batch-issue", batch.pk),
        url("certificate-revoke", certificate.pk),
    ]


# Seeing


def test_chi_and_em_see_nothing(certificate, chi, em, as_user):
    for stranger in (chi, em):
        for door in all_doors(certificate):
            assert as_user(stranger).get(door).status_code == 404, door
        assert list(as_user(stranger).get(url("certificate-list")).context["object_list"]) == []
        assert as_user(stranger).post(url("batch-approve", certificate.batch_id)).status_code == 404
        assert as_user(stranger).post(url("batch-create", certificate.batch.course_id)).status_code == 404


def test_nobody_comes_in_without_logging_in(certificate, client):
    for door in [*all_doors(certificate), url("certificate-list")]:
        assert client.get(door).status_code == 302, door


def test_the_unit_sees_the_certificates_of_its_people(certificate, dung, as_user):
    assert as_user(dung).get(url("certificate-detail", certificate.pk)).status_code == 200
    page = as_user(dung).get(url("certificate-list"))
    assert [row.pk for row in page.context["object_list"]] == [certificate.pk + 1, certificate.pk]


def test_the_unit_that_sent_a_person_sees_that_certificate_alone(unit, neighbour, an, lan, thu, em, as_user):
    course = make_completed_course(unit, people=1)
    enrolment = enrol(course, trainee=make_trainee(neighbour), result=Result.COMPLETED)
    enrolment.organisation = neighbour
    enrolment.save()
    batch = create_batch(course, actor=an)
    submit_batch(batch, authority=make_authority(unit.federation, lan), actor=an)
    approve_batch(batch, on=ISSUED_ON, actor=lan)
    issue_batch(batch, issued_on=ISSUED_ON, actor=thu)

    seen = list(as_user(em).get(url("certificate-list")).context["object_list"])

    assert [row.enrolment_id for row in seen] == [enrolment.pk]


def test_a_lecturer_sees_no_register_book(batch, giang, as_user):
    assert list(as_user(giang).get(url("certificate-list")).context["object_list"]) == []


def test_the_register_is_searched_by_name_without_accents_and_by_number(unit, an, lan, thu, as_user):
    course = make_completed_course(unit, people=0)
    for name in ("Trần Thị Bưởi", "Lê Văn Cam"):
        enrol(course, trainee=make_trainee(unit, full_name=name), result=Result.COMPLETED)
    batch = create_batch(course, actor=an)
    submit_batch(batch, authority=make_authority(unit.federation, lan), actor=an)
    approve_batch(batch, on=ISSUED_ON, actor=lan)
    issue_batch(batch, issued_on=ISSUED_ON, actor=thu)

    def found(query):
        page = as_user(an).get(url("certificate-list"), {"q": query})
        return [row.enrolment.trainee.full_name for row in page.context["object_list"]]

    assert found("buoi tran") == ["Trần Thị Bưởi"]
    assert found("2") == ["Lê Văn Cam"]
    assert found("khong ai") == []


# Query counts


@pytest.mark.parametrize("people", [1, 50])
def test_every_page_costs_at_most_twelve_queries(
    unit, an, lan, thu, people, as_user, django_assert_max_num_queries
):
    batch = issued(unit, proposer=an, leader=lan, clerk=thu, people=people, failed=0)
    certificate = batch.certificates.first()
    for _number in range(people):
        enrol(batch.course, result=Result.NOT_COMPLETED, result_reasons=["Vắng 2 buổi"])
    client = as_user(an)

    for door in (
        url("certificate-list"),
        url("course-certificates", batch.course_id),
        url("batch-detail", batch.pk),
        url("certificate-detail", certificate.pk),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(door).status_code == 200


def test_a_proposal_of_fifty_costs_at_most_twelve_queries(unit, an, as_user, django_assert_max_num_queries):
    batch = create_batch(make_completed_course(unit, people=50), actor=an)
    client = as_user(an)

    for door in (url("batch-detail", batch.pk), url("course-certificates", batch.course_id)):
        with django_assert_max_num_queries(12):
            assert client.get(door).status_code == 200


# The road through the doors


def test_the_road_from_proposal_to_issue(unit, federation, an, lan, thu, as_user):
    course = make_completed_course(unit, people=2)
    authority = make_authority(federation, lan)

    response = as_user(an).post(url("batch-create", course.pk))
    batch = CertificateBatch.objects.get()
    assert response.url == batch.get_absolute_url()
    as_user(an).post(url("batch-submit", batch.pk), {"authority": authority.pk})
    as_user(lan).post(url("batch-approve", batch.pk))
    as_user(thu).post(url("batch-issue", batch.pk), {"issued_on": "20/06/2022"})

    batch.refresh_from_db()
    assert batch.status == "issued"
    assert batch.issued_on == dt.date(2022, 6, 20)
    assert Certificate.objects.count() == 2


def test_those_whose_step_it_is_not_are_told_so(unit, an, lan, thu, dung, minh, as_user):
    batch = submitted(unit, proposer=an, leader=lan)
    for user in (an, thu, dung, minh):
        assert as_user(user).post(url("batch-approve", batch.pk)).status_code == 403
    course = make_completed_course(unit)
    for user in (dung, minh, thu):
        assert as_user(user).post(url("batch-create", course.pk)).status_code == 403

    batch.refresh_from_db()
    assert batch.status == "submitted"
    assert CertificateBatch.objects.count() == 1


def test_a_second_proposal_comes_back_as_a_sentence(unit, an, as_user):
    course = make_completed_course(unit)
    as_user(an).post(url("batch-create", course.pk))

    page = as_user(an).post(url("batch-create", course.pk), follow=True)

    assert CertificateBatch.objects.count() == 1
    assert "Đề nghị" in page.content.decode() or "đề nghị" in page.content.decode()


def test_only_signers_of_certificates_are_offered(unit, federation, an, lan, binh, as_user):
    batch = create_batch(make_completed_course(unit), actor=an)
    good = make_authority(federation, lan)
    make_authority(federation, binh, kinds=["TB"])
    make_authority(federation, binh, valid_to=dt.date(2020, 1, 1))

    form = as_user(an).get(url("batch-submit", batch.pk)).context["form"]

    assert list(form.fields["authority"].queryset) == [good]


def test_an_empty_date_keeps_everything_unissued(unit, an, lan, thu, as_user):
    batch = approved(unit, proposer=an, leader=lan)

    page = as_user(thu).post(url("batch-issue", batch.pk), {"issued_on": ""})

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Certificate.objects.exists()


def test_revoking_needs_a_reason(certificate, binh, as_user):
    page = as_user(binh).post(url("certificate-revoke", certificate.pk), {"reason": " "})
    assert page.context["form"].errors

    as_user(binh).post(url("certificate-revoke", certificate.pk), {"reason": "Cấp nhầm"})
    certificate.refresh_from_db()
    assert certificate.status == "revoked"


def test_the_button_to_propose_comes_back_after_a_revocation(batch, certificate, an, binh, as_user):
    page = as_user(an).get(url("course-certificates", batch.course_id))
    assert url("batch-create", batch.course_id) not in page.content.decode()

    revoke_certificate(certificate, reason="Sai tên", revoked_on=ISSUED_ON, actor=binh)

    page = as_user(an).get(url("course-certificates", batch.course_id))
    assert url("batch-create", batch.course_id) in page.content.decode()


def test_the_tab_says_why_someone_gets_none(unit, an, as_user):
    course = make_completed_course(unit, people=1, failed=1)

    page = as_user(an).get(url("course-certificates", course.pk)).content.decode()

    assert "Vắng 2 buổi" in page


# Files


def draw(certificate, content=b"%PDF-1"):
    attach_file(certificate.document, content=ContentFile(content), sha256="0" * 64)


def test_a_certificate_not_drawn_yet_is_not_found_and_then_it_is(certificate, an, as_user):
    assert as_user(an).get(url("certificate-file", certificate.pk)).status_code == 404

    draw(certificate)

    response = as_user(an).get(url("certificate-file", certificate.pk))
    assert b"".join(response.streaming_content) == b"%PDF-1"
    assert response["Content-Type"] == "application/pdf"
    assert "01-GCN-L" in response["Content-Disposition"]


def test_the_archive_holds_every_drawn_certificate_in_order(batch, an, as_user):
    rows = batch.certificates.select_related("document__organisation", "enrolment__trainee").order_by(
        "register_number"
    )
    for row in rows:
        draw(row, f"%PDF-{row.register_number}".encode())

    response = as_user(an).get(url("batch-zip", batch.pk))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))

    assert archive.namelist() == [
        f"{row.register_number:04d} {row.enrolment.trainee.full_name}.pdf" for row in rows
    ]
    assert [archive.read(name) for name in archive.namelist()] == [b"%PDF-1", b"%PDF-2"]


# The public page


def test_anyone_may_check_a_genuine_certificate(certificate, client):
    page = client.get(url("verify", certificate.token))

    text = page.content.decode()
    assert page.status_code == 200
    assert "CHỨNG NHẬN THẬT" in text.upper() or "genuine" in text
    for fact in (
        certificate.enrolment.trainee.full_name,
        certificate.document.reference,
        certificate.register_reference,
        "20/06/2022",
    ):
        assert fact in text


def test_the_public_page_tells_name_and_year_of_birth_and_nothing_more(unit, an, lan, thu, client):
    course = make_course(unit, status="completed")
    person = make_trainee(
        unit,
        full_name="Trần Thị Bưởi",
        birth_date=dt.date(1984, 2, 3),
        birth_year=1984,
        phone="0912345678",
        workplace="CĐCS Công ty Rất Riêng",
        position="Phó Chủ tịch Rất Riêng",
        citizen_id_tail="789",
    )
    enrol(course, trainee=person, result=Result.COMPLETED)
    batch = create_batch(course, actor=an)
    submit_batch(batch, authority=make_authority(unit.federation, lan), actor=an)
    approve_batch(batch, on=ISSUED_ON, actor=lan)
    issue_batch(batch, issued_on=ISSUED_ON, actor=thu)

    text = client.get(url("verify", batch.certificates.get().token)).content.decode()

    assert "Trần Thị Bưởi" in text
    assert "1984" in text
    for secret in ("03/02/1984", "0912345678", "Rất Riêng", "789", course.code):
        assert secret not in text, secret


def test_the_public_page_says_that_a_certificate_is_revoked(certificate, binh, client):
    revoke_certificate(certificate, reason="Lý do nội bộ", revoked_on=dt.date(2022, 7, 1), actor=binh)

    text = client.get(url("verify", certificate.token)).content.decode()

    assert "01/07/2022" in text
    assert 'class="panel revoked"' in text
    assert 'class="panel genuine"' not in text
    assert "Lý do nội bộ" not in text


@pytest.mark.parametrize("token", ["khong-co", "0", "../etc", "A" * 200, "%27%20OR%201=1"])
def test_an_unknown_code_is_not_found(certificate, client, token):
    response = client.get(url("verify-code"), {"code": token})

    assert response.status_code == 404
    assert 'class="panel unknown"' in response.content.decode()
    assert certificate.enrolment.trainee.full_name not in response.content.decode()


def test_the_number_of_a_certificate_is_no_code(certificate, client):
    for guess in (str(certificate.pk), "0001", certificate.token[:-1], certificate.token.swapcase()):
        assert client.get(url("verify", guess)).status_code == 404


def test_a_code_may_be_typed_with_spaces_around(certificate, client):
    assert client.get(url("verify-code"), {"code": f" {certificate.token} "}).status_code == 200
    assert client.get(url("verify-code")).status_code == 200


def test_the_public_page_runs_no_script_and_is_not_kept(certificate, client):
    response = client.get(url("verify", certificate.token))

    assert "<script" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "Set-Cookie" not in response
    assert "noindex" in response.content.decode()
    assert re.search(r"script-src[^;]*", response["Content-Security-Policy"])


def test_the_public_page_costs_two_queries(certificate, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        client.get(url("verify", certificate.token))
