"""From the completed class to the numbered certificate: who gets one, in which order, and what is refused."""

import datetime as dt
import threading

import pytest
from django.db import connection

from certificates.enums import BatchStatus
from certificates.models import Certificate, CertificateBatch
from certificates.policies import can_approve_batch, can_issue_batch, can_prepare_batch
from certificates.selectors import eligible, not_eligible
from certificates.services import (
    approve_batch,
    create_batch,
    issue_batch,
    return_batch,
    revoke_certificate,
    submit_batch,
)
from core.audit import history
from core.errors import DomainError, NotAllowedNow, SomeoneWasFaster
from core.models import Job
from courses.enums import CourseStatus
from documents.enums import DocumentKind, DocumentStatus
from documents.models import Document, NumberSeries
from documents.services import issue_document, revoke_document
from tests.certificates.stories import ISSUED_ON, approved, issued, make_completed_course, submitted
from tests.factories import (
    enrol,
    make_authority,
    make_course,
    make_federation,
    make_organisation,
    make_trainee,
    make_user,
)
from trainees.enums import EnrolmentStatus, Gender, Result
from trainees.models import Enrolment

TODAY = dt.date(2022, 7, 1)


def verbs(row):
    return [entry.verb for entry in history(row)]


# Who gets one


def test_only_those_who_completed_and_stayed_are_eligible(unit):
    course = make_course(unit, status=CourseStatus.COMPLETED)
    done = enrol(course, result=Result.COMPLETED)
    failed = enrol(course, result=Result.NOT_COMPLETED)
    unknown = enrol(course)
    enrol(course, result=Result.COMPLETED, status=EnrolmentStatus.WITHDRAWN)
    enrol(make_completed_course(unit, people=0), result=Result.COMPLETED)

    assert list(eligible(course)) == [done]
    assert set(not_eligible(course)) == {failed, unknown}


def test_people_are_listed_by_given_name(unit):
    course = make_course(unit, status=CourseStatus.COMPLETED)
    for name in ("Trần Văn Yên", "Lê Thị Ánh", "Đỗ Văn Đức"):
        enrol(course, trainee=make_trainee(unit, full_name=name), result=Result.COMPLETED)

    assert [row.trainee.full_name for row in eligible(course)] == [
        "Lê Thị Ánh",
        "Đỗ Văn Đức",
        "Trần Văn Yên",
    ]


def test_whoever_holds_a_valid_certificate_waits_for_no_other(unit, an, lan, thu, binh):
    batch = issued(unit, proposer=an, leader=lan, clerk=thu, people=2)
    assert list(eligible(batch.course)) == []

    first = batch.certificates.order_by("register_number").first()
    revoke_certificate(first, reason="Sai họ tên", revoked_on=TODAY, actor=binh)

    assert list(eligible(batch.course)) == [first.enrolment]


# The proposal


def test_a_proposal_belongs_to_the_federation_and_is_logged(unit, federation, an):
    batch = create_batch(make_completed_course(unit), actor=an)

    assert batch.organisation_id == federation.pk
    assert batch.status == BatchStatus.DRAFT
    assert batch.created_by == an
    assert verbs(batch) == ["certificates.batch.create"]


@pytest.mark.parametrize("status", [CourseStatus.APPROVED, CourseStatus.RUNNING, CourseStatus.CANCELLED])
def test_a_class_without_confirmed_results_gets_no_proposal(unit, an, status):
    course = make_course(unit, status=status)
    enrol(course, result=Result.COMPLETED)

    with pytest.raises(DomainError, match="chưa"):
        create_batch(course, actor=an)

    assert not CertificateBatch.objects.exists()


def test_nobody_to_certify_means_no_proposal(unit, an):
    with pytest.raises(DomainError):
        create_batch(make_completed_course(unit, people=0, failed=2), actor=an)


def test_a_second_open_proposal_is_refused(unit, an, binh):
    course = make_completed_course(unit)
    create_batch(course, actor=an)

    with pytest.raises(DomainError):
        create_batch(course, actor=binh)

    assert CertificateBatch.objects.count() == 1


def test_an_issued_batch_lets_the_next_one_begin(unit, an, lan, thu):
    batch = issued(unit, proposer=an, leader=lan, clerk=thu)
    enrol(batch.course, result=Result.COMPLETED)  # a late-comer whose result was mended

    second = create_batch(batch.course, actor=an)

    assert second.pk != batch.pk


# Approval: maker and approver are two people


def test_only_the_named_leader_approves_and_never_the_maker(unit, an, lan, thu, binh):
    batch = submitted(unit, proposer=an, leader=lan)
    assert [can_approve_batch(user, batch) for user in (lan, an, thu, binh)] == [True, False, False, False]

    own = submitted(unit, proposer=lan, leader=lan)
    assert not can_approve_batch(lan, own)


def test_desks_of_the_batch(unit, an, binh, lan, thu, dung, chi):
    batch = submitted(unit, proposer=an, leader=lan)

    assert {user.username for user in (an, binh, lan, thu, dung, chi) if can_prepare_batch(user, batch)} == {
        "an",
        "binh",
    }
    assert {user.username for user in (an, binh, lan, thu, dung, chi) if can_issue_batch(user, batch)} == {
        "thu"
    }


def test_approval_signs_a_decision_with_the_list(unit, an, lan):
    batch = approved(unit, proposer=an, leader=lan, people=3)

    decision = batch.decision
    assert (decision.kind, decision.status, decision.signed_by) == (DocumentKind.DECISION, "signed", lan)
    assert decision.number is None
    assert [row[1] for row in decision.snapshot["annexes"][0]["rows"]] == [
        row.trainee.full_name for row in eligible(batch.course)
    ]
    assert batch.approved_by == lan
    assert verbs(batch)[0] == "certificates.batch.approve"


def test_approval_before_submission_is_refused(unit, an, lan):
    batch = create_batch(make_completed_course(unit), actor=an)

    with pytest.raises(NotAllowedNow):
        approve_batch(batch, on=ISSUED_ON, actor=lan)

    assert not Document.objects.filter(kind=DocumentKind.DECISION).exists()


def test_of_two_approvals_one_wins_and_leaves_one_decision(unit, an, lan):
    batch = submitted(unit, proposer=an, leader=lan)
    stale = CertificateBatch.objects.get(pk=batch.pk)
    approve_batch(batch, on=ISSUED_ON, actor=lan)

    with pytest.raises(SomeoneWasFaster):
        approve_batch(stale, on=ISSUED_ON, actor=lan)

    assert Document.objects.filter(kind=DocumentKind.DECISION).count() == 1


def test_returning_takes_the_unnumbered_decision_back(unit, an, lan, thu):
    batch = approved(unit, proposer=an, leader=lan)
    decision = batch.decision

    return_batch(batch, reason="Thiếu một người", actor=thu)

    decision.refresh_from_db()
    batch.refresh_from_db()
    assert (decision.status, batch.status, batch.decision) == (DocumentStatus.RETURNED, "returned", None)
    assert batch.return_reason == "Thiếu một người"

    submit_batch(batch, authority=batch.authority, actor=an)
    assert batch.return_reason == ""


def test_a_decision_that_is_out_must_be_revoked_before_the_proposal_goes_back(unit, an, lan, thu):
    batch = approved(unit, proposer=an, leader=lan)
    issue_document(batch.decision, issued_on=ISSUED_ON, actor=thu)

    with pytest.raises(DomainError, match=batch.decision.reference):
        return_batch(batch, reason="Nhầm", actor=thu)

    revoke_document(batch.decision, reason="Nhầm", actor=thu)
    return_batch(batch, reason="Nhầm", actor=thu)
    assert batch.status == BatchStatus.RETURNED


# Issue


def test_issue_numbers_everything_in_the_order_of_the_list(unit, federation, an, lan, thu):
    batch = issued(unit, proposer=an, leader=lan, clerk=thu, people=3)

    certificates = list(
        batch.certificates.select_related("document", "enrolment__trainee").order_by("register_number")
    )
    assert [row.register_reference for row in certificates] == [
        "0001/BD-2022",
        "0002/BD-2022",
        "0003/BD-2022",
    ]
    assert [row.document.reference for row in certificates] == [
        "01/GCN-LĐLĐ",
        "02/GCN-LĐLĐ",
        "03/GCN-LĐLĐ",
    ]
    assert [row.enrolment.trainee.full_name for row in certificates] == [
        row[1] for row in batch.decision.snapshot["annexes"][0]["rows"]
    ]
    assert {row.document.status for row in certificates} == {DocumentStatus.ISSUED}
    assert batch.decision.reference == "01/QĐ-LĐLĐ"
    assert len({row.token for row in certificates}) == 3
    assert min(len(row.token) for row in certificates) >= 20
    assert batch.issued_on == ISSUED_ON


def test_issue_promises_one_job_to_its_owner(unit, an, lan, thu):
    batch = issued(unit, proposer=an, leader=lan, clerk=thu, people=3)

    job = Job.objects.get(path="certificates.tasks.draw_batch")
    assert (job.owner, job.total, job.arguments) == (thu, 3, {"batch_id": batch.pk})
    assert batch.job == job


def test_the_certificate_freezes_what_it_says(unit, an, lan, thu):
    course = make_course(unit, status=CourseStatus.COMPLETED, title="Lớp Chủ tịch CĐCS khóa 7")
    person = make_trainee(
        unit, full_name="Trần Thị Bưởi", gender=Gender.FEMALE, birth_date=dt.date(1984, 2, 3), birth_year=1984
    )
    enrol(course, trainee=person, result=Result.COMPLETED)
    batch = create_batch(course, actor=an)
    submit_batch(batch, authority=make_authority(unit.federation, lan), actor=an)
    approve_batch(batch, on=ISSUED_ON, actor=lan)
    issue_batch(batch, issued_on=ISSUED_ON, actor=thu)

    certificate = batch.certificates.get()
    snapshot = certificate.document.snapshot
    assert (snapshot["holder_title"], snapshot["holder_name"]) == ("Bà", "Trần Thị Bưởi")
    assert snapshot["birth_text"] == "03/02/1984"
    assert snapshot["course_title"] == "Lớp Chủ tịch CĐCS khóa 7"
    assert snapshot["register_reference"] == "0001/BD-2022"
    assert snapshot["verify_url"].endswith(f"/v/{certificate.token}/")
    assert snapshot["signature"]["signer_name"] == lan.full_name


def test_numbers_run_on_from_batch_to_batch_and_begin_again_each_year(unit, an, lan, thu):
    issued(unit, proposer=an, leader=lan, clerk=thu, people=2)
    second = issued(unit, proposer=an, leader=lan, clerk=thu, people=2)
    later = issued(unit, proposer=an, leader=lan, clerk=thu, people=1, issued_on=dt.date(2023, 1, 5))

    assert sorted(second.certificates.values_list("register_number", flat=True)) == [3, 4]
    assert later.certificates.get().register_reference == "0001/BD-2023"


def test_a_list_that_grew_after_signing_is_not_issued(unit, an, lan, thu):
    batch = approved(unit, proposer=an, leader=lan, people=2)
    enrol(batch.course, result=Result.COMPLETED)

    with pytest.raises(DomainError, match="2.*3"):
        issue_batch(batch, issued_on=ISSUED_ON, actor=thu)

    assert not Certificate.objects.exists()
    assert not NumberSeries.objects.filter(scope__in=["GCN", "BD"]).exists()


def test_a_list_of_other_people_is_not_issued(unit, an, lan, thu):
    """As many people, but not the same: what is granted is what was signed."""
    batch = approved(unit, proposer=an, leader=lan, people=2)
    Enrolment.objects.filter(pk=eligible(batch.course).first().pk).update(result=Result.NOT_COMPLETED)
    enrol(batch.course, result=Result.COMPLETED)

    with pytest.raises(DomainError):
        issue_batch(batch, issued_on=ISSUED_ON, actor=thu)

    assert not Certificate.objects.exists()


def test_a_refused_issue_gives_every_number_back(unit, an, lan, thu):
    batch = approved(unit, proposer=an, leader=lan)
    stale = CertificateBatch.objects.select_related("course__organisation", "organisation", "decision").get(
        pk=batch.pk
    )
    issue_batch(batch, issued_on=ISSUED_ON, actor=thu)
    before = dict(NumberSeries.objects.values_list("scope", "last_number"))

    with pytest.raises(DomainError):
        issue_batch(stale, issued_on=ISSUED_ON, actor=thu)

    assert dict(NumberSeries.objects.values_list("scope", "last_number")) == before


def test_certificates_are_dated_while_the_signer_may_sign(unit, federation, an, lan, thu):
    batch = submitted(unit, proposer=an, leader=lan)
    batch.authority.valid_to = dt.date(2022, 6, 15)
    batch.authority.save()
    approve_batch(batch, on=ISSUED_ON, actor=lan)

    with pytest.raises(DomainError, match="20/06/2022"):
        issue_batch(batch, issued_on=ISSUED_ON, actor=thu)

    issue_batch(batch, issued_on=dt.date(2022, 6, 15), actor=thu)
    assert batch.certificates.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_batches_issued_at_once_share_no_number():
    federation = make_federation("HP", name="Liên đoàn Lao động thành phố Hải Phòng")
    unit = make_organisation(federation)
    maker, leader = make_user("maker"), make_user("leader")
    batches = [approved(unit, proposer=maker, leader=leader, people=4) for _number in range(3)]
    errors = []

    def run(batch):
        try:
            issue_batch(
                CertificateBatch.objects.select_related(
                    "course__organisation__federation", "organisation", "authority__user", "decision"
                ).get(pk=batch.pk),
                issued_on=ISSUED_ON,
                actor=leader,
            )
        except Exception as error:  # pragma: no cover -- shown below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[batch]) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    for field in ("register_number", "document__number"):
        assert sorted(Certificate.objects.values_list(field, flat=True)) == list(range(1, 13))
