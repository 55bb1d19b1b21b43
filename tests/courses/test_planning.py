"""The annual plan: who may do which step, what is refused, what the paper says."""

import datetime as dt
import threading

import pytest
from django.db import connection

from core.audit import history
from core.errors import DomainError, SomeoneWasFaster
from core.models import AuditEntry, Job
from courses import services
from courses.enums import PlanStatus
from courses.facts import QuotaItem
from courses.models import PlanQuota, TrainingPlan
from courses.workflow import PLAN
from documents.enums import DocumentKind, DocumentStatus
from documents.services import issue_document, return_document
from tests.factories import (
    make_authority,
    make_plan,
    make_programme,
    make_quota,
)

TODAY = dt.date(2022, 4, 20)
PARTS = {
    "purpose": "Nâng cao năng lực",
    "audience": "Chủ tịch CĐCS",
    "content": "Bốn chuyên đề",
    "schedule": "Quý II",
    "funding": "Kinh phí công đoàn",
    "assignment": "Ban Tổ chức đôn đốc",
}


@pytest.fixture
def draft(federation, an, unit):
    plan = make_plan(federation, issued=False, created_by=an, title="Kế hoạch tập huấn năm 2022")
    make_quota(plan, unit, courses=2, trainees=120)
    return plan


@pytest.fixture
def signer(federation, lan):
    return make_authority(federation, lan)


def to_leader(plan, an, binh):
    services.submit_plan(plan, actor=an)
    return services.endorse_plan(plan, actor=binh)


def test_a_plan_is_drafted_with_a_line_in_the_log(federation, an):
    plan = services.create_plan(
        federation, year=2022, programme=make_programme(federation), title="KH 2022", actor=an, **PARTS
    )

    assert (plan.status, plan.created_by) == (PlanStatus.DRAFT, an)
    assert [line.verb for line in history(plan)] == ["courses.plan.create"]


def test_a_plan_takes_no_programme_of_another_federation(federation, foreign_federation, an):
    with pytest.raises(DomainError):
        services.create_plan(
            federation, year=2022, programme=make_programme(foreign_federation), title="KH", actor=an, **PARTS
        )

    assert not TrainingPlan.objects.exists()


def test_a_plan_without_quota_or_with_an_empty_part_is_not_submitted(federation, an):
    plan = make_plan(federation, issued=False, funding=" ")

    with pytest.raises(DomainError) as refusal:
        services.submit_plan(plan, actor=an)

    assert "chỉ tiêu" in str(refusal.value)
    assert "kinh phí" in str(refusal.value).lower()
    plan.refresh_from_db()
    assert plan.status == PlanStatus.DRAFT


def test_quotas_replace_each_other_and_need_both_numbers(draft, unit, neighbour, an):
    services.set_quotas(draft, quotas=[QuotaItem(neighbour.pk, 1, 60)], actor=an)

    assert list(PlanQuota.objects.values_list("organisation_id", "courses", "trainees")) == [
        (neighbour.pk, 1, 60)
    ]
    with pytest.raises(DomainError):
        services.set_quotas(draft, quotas=[QuotaItem(unit.pk, 1, 0)], actor=an)


def test_quotas_go_only_to_units_of_the_federation(draft, school, foreign_federation, an):
    for organisation in (school, foreign_federation):
        with pytest.raises(DomainError):
            services.set_quotas(draft, quotas=[QuotaItem(organisation.pk, 1, 60)], actor=an)


def test_a_plan_under_way_is_not_changed(draft, unit, an):
    services.submit_plan(draft, actor=an)

    with pytest.raises(DomainError):
        services.update_plan(draft, title="Khác", actor=an)
    with pytest.raises(DomainError):
        services.set_quotas(draft, quotas=[QuotaItem(unit.pk, 9, 900)], actor=an)

    assert TrainingPlan.objects.get().title == "Kế hoạch tập huấn năm 2022"


def test_the_maker_does_not_endorse(federation, binh, unit):
    plan = make_plan(federation, issued=False, created_by=binh)
    make_quota(plan, unit)
    services.submit_plan(plan, actor=binh)

    assert PLAN.open_to(binh, plan) == []
    with pytest.raises(DomainError):
        services.endorse_plan(plan, actor=binh)


def test_approving_freezes_a_signed_paper(draft, an, binh, lan, signer, unit):
    to_leader(draft, an, binh)

    services.approve_plan(draft, authority=signer, on=TODAY, actor=lan)

    draft.refresh_from_db()
    paper = draft.document
    assert (draft.status, paper.status, paper.signed_by) == (PlanStatus.APPROVED, DocumentStatus.SIGNED, lan)
    assert not draft.is_issued
    headings = [section["heading"] for section in paper.snapshot["sections"]]
    assert [heading.split(".")[0] for heading in headings] == ["I", "II", "III", "IV", "V", "VI", "VII"]
    assert paper.snapshot["annexes"][0]["rows"] == [["1", unit.name, "2", "120"]]
    assert Job.objects.filter(
        path="documents.tasks.draw_document", arguments={"document_id": paper.pk}
    ).exists()


def test_the_authority_must_be_ones_own_and_cover_plans(draft, an, binh, lan, thu, federation):
    to_leader(draft, an, binh)
    others = [
        make_authority(federation, thu),
        make_authority(federation, lan, kinds=[DocumentKind.NOTICE]),
        make_authority(federation, lan, valid_from=dt.date(2022, 4, 21)),
    ]

    for authority in others:
        with pytest.raises(DomainError):
            services.approve_plan(draft, authority=authority, on=TODAY, actor=lan)

    draft.refresh_from_db()
    assert (draft.status, draft.document) == (PlanStatus.ENDORSED, None)


def test_units_may_register_once_the_clerk_has_issued(draft, an, binh, lan, thu, signer, dung):
    to_leader(draft, an, binh)
    services.approve_plan(draft, authority=signer, on=TODAY, actor=lan)
    assert not TrainingPlan.objects.visible_to(dung).exists()

    issue_document(draft.document, issued_on=TODAY, actor=thu)

    assert TrainingPlan.objects.get().is_issued
    assert TrainingPlan.objects.visible_to(dung).exists()


def test_a_plan_whose_paper_was_sent_back_is_repaired(draft, an, binh, lan, thu, signer):
    to_leader(draft, an, binh)
    services.approve_plan(draft, authority=signer, on=TODAY, actor=lan)
    with pytest.raises(DomainError):
        services.reopen_plan(draft, actor=an)
    return_document(draft.document, reason="Sai thể thức", actor=thu)

    services.reopen_plan(draft, actor=an)

    assert (draft.status, draft.return_reason) == (PlanStatus.RETURNED, "Sai thể thức")
    to_leader(draft, an, binh)
    services.approve_plan(draft, authority=signer, on=TODAY, actor=lan)
    assert draft.document.status == DocumentStatus.SIGNED


@pytest.mark.django_db(transaction=True)
def test_of_two_leaders_pressing_at_once_one_wins(draft, an, binh, lan, signer):
    to_leader(draft, an, binh)
    start, results = threading.Barrier(2), []

    def press():
        plan = TrainingPlan.objects.get(pk=draft.pk)
        start.wait()
        try:
            services.approve_plan(plan, authority=signer, on=TODAY, actor=lan)
            results.append("won")
        except SomeoneWasFaster:
            results.append("lost")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["lost", "won"]
    assert AuditEntry.objects.filter(verb="courses.plan.approve").count() == 1
    assert type(draft.document or TrainingPlan.objects.get().document).objects.count() == 1
