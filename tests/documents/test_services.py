"""A paper from its preparation to its revocation: what is frozen, who signs, what is drawn and kept."""

import datetime as dt
import hashlib
import json

import pytest
from django.core.files.base import ContentFile

from core.audit import history
from core.errors import NotAllowedNow, SomeoneWasFaster
from core.models import Job
from documents.enums import DocumentKind, DocumentStatus
from documents.models import Document
from documents.policies import can_number, can_return, can_sign
from documents.services import (
    attach_file,
    create_authority,
    issue_document,
    prepare_document,
    return_document,
    revoke_document,
    sign_document,
)
from documents.snapshots import printed
from documents.tasks import draw_document
from organisations.models import Letterhead
from tests.documents.paper_probe import facts_of
from tests.factories import make_authority, make_document

DAY = dt.date(2022, 5, 9)
FRAME = {"letterhead", "signature"}


@pytest.fixture
def authority(federation, lan):
    return make_authority(federation, lan)


@pytest.fixture
def paper(federation, authority, an):
    return prepare(federation, authority, an)


def prepare(federation, authority, actor, **fields):
    facts = facts_of("notice")
    snapshot = {
        key: value for key, value in facts.items() if key not in {*FRAME, "title", "reference", "issued_on"}
    }
    return prepare_document(
        federation,
        **{
            "kind": DocumentKind.NOTICE,
            "title": "Về việc mở lớp",
            "template": "courses/pdf/notice_2022.html",
            "snapshot": snapshot,
            "authority": authority,
            "on": DAY,
            "actor": actor,
            **fields,
        },
    )


def content_of(text):
    return {"content": ContentFile(text), "sha256": hashlib.sha256(text).hexdigest()}


def verbs(row):
    return [entry.verb for entry in history(row)]


# Preparing


def test_a_prepared_paper_waits_for_its_signer_without_a_number(paper, an):
    assert (paper.status, paper.number, paper.issued_on) == (DocumentStatus.SUBMITTED, None, None)
    assert paper.reference == "…/TB-LĐLĐ"
    assert paper.prepared_by == an
    assert verbs(paper) == ["documents.document.prepare"]


def test_the_head_and_the_foot_are_frozen_with_it(federation, paper, lan):
    Letterhead.objects.update(symbol="KHÁC", place_name="Nơi khác", issuer_lines=["KHÁC"])
    lan.full_name = "Tên Khác"
    lan.save()

    snapshot = Document.objects.get(pk=paper.pk).snapshot
    assert snapshot["letterhead"]["place_name"] == "Hà Nội"
    assert snapshot["letterhead"]["issuer_name"] == "Liên đoàn Lao động thành phố Hà Nội"
    assert snapshot["signature"] == {
        "authority_lines": ["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"],
        "signer_name": "Vũ Ngọc Lan",
    }
    assert Document.objects.get(pk=paper.pk).reference == "…/TB-LĐLĐ"


def test_the_letterhead_is_that_of_the_day(federation, authority, an):
    Letterhead.objects.update(valid_to=dt.date(2025, 6, 30))
    Letterhead.objects.create(
        organisation=federation,
        parent_lines=["ỦY BAN MTTQ VIỆT NAM"],
        issuer_lines=["LIÊN ĐOÀN LAO ĐỘNG"],
        symbol="LĐLĐ-M",
        place_name="Hà Nội",
        valid_from=dt.date(2025, 7, 1),
    )

    old = prepare(federation, authority, an)
    new = prepare(federation, authority, an, on=dt.date(2025, 8, 1))

    assert (old.symbol, new.symbol) == ("TB-LĐLĐ", "TB-LĐLĐ-M")
    assert new.snapshot["letterhead"]["parent_lines"] == ["ỦY BAN MTTQ VIỆT NAM"]


def test_a_preview_is_promised(paper, an):
    job = Job.objects.get()

    assert (job.path, job.arguments, job.owner) == (
        "documents.tasks.draw_document",
        {"document_id": paper.pk},
        an,
    )


def test_a_snapshot_is_plain_json(paper):
    assert json.loads(json.dumps(paper.snapshot)) == paper.snapshot


# Who signs, numbers, returns


def test_only_the_person_named_below_signs(paper, an, binh, lan, thu, chi, minh):
    cast = (an, binh, lan, thu, chi, minh)

    assert [user.username for user in cast if can_sign(user, paper)] == ["lan"]
    assert [user.username for user in cast if can_number(user, paper)] == ["thu"]
    assert [user.username for user in cast if can_return(user, paper)] == ["lan", "thu"]


def test_a_paper_without_signer_is_signed_by_nobody(federation, lan):
    assert not can_sign(lan, make_document(federation, status=DocumentStatus.SUBMITTED))


def test_signing_names_the_signer(paper, lan):
    sign_document(paper, actor=lan)

    paper.refresh_from_db()
    assert (paper.status, paper.signed_by) == (DocumentStatus.SIGNED, lan)
    assert verbs(paper)[0] == "documents.document.sign"


def test_the_clerk_cannot_number_an_unsigned_paper(paper, thu):
    with pytest.raises(NotAllowedNow):
        issue_document(paper, issued_on=DAY, actor=thu)


def test_of_two_signatures_one_wins(paper, lan):
    stale = Document.objects.get(pk=paper.pk)
    sign_document(paper, actor=lan)

    with pytest.raises(SomeoneWasFaster):
        sign_document(stale, actor=lan)


def test_a_returned_paper_never_gets_a_number(paper, lan, thu):
    return_document(paper, reason="Sai ngày", actor=lan)

    assert paper.return_reason == "Sai ngày"
    for service in (
        lambda: sign_document(paper, actor=lan),
        lambda: issue_document(paper, issued_on=DAY, actor=thu),
    ):
        with pytest.raises(NotAllowedNow):
            service()


def test_the_reason_for_a_return_is_in_the_log(paper, lan):
    return_document(paper, reason="Sai ngày", actor=lan)

    assert history(paper)[0].data == {"before": "submitted", "after": "returned", "reason": "Sai ngày"}


def test_a_revoked_paper_keeps_its_line(paper, lan, thu):
    sign_document(paper, actor=lan)
    issue_document(paper, issued_on=DAY, actor=thu)

    revoke_document(paper, reason="Thay bằng văn bản khác", actor=thu)

    paper.refresh_from_db()
    assert (paper.status, paper.reference, paper.issued_on) == (DocumentStatus.REVOKED, "01/TB-LĐLĐ", DAY)
    other = issue_document(
        make_document(paper.organisation, status=DocumentStatus.SIGNED), issued_on=DAY, actor=thu
    )
    assert other.number == 2


# Authorities


def test_an_authority_covers_kinds_and_days(federation, lan, quan):
    authority = create_authority(
        federation,
        user=lan,
        form="TM.",
        authority_lines=["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"],
        kinds=[DocumentKind.NOTICE],
        valid_from=dt.date(2022, 1, 1),
        actor=quan,
    )
    authority.valid_to = dt.date(2022, 12, 31)
    authority.save()
    rows = type(authority).objects

    assert rows.for_kind(federation, DocumentKind.NOTICE, dt.date(2022, 1, 1)) == [authority]
    assert rows.for_kind(federation, DocumentKind.NOTICE, dt.date(2022, 12, 31)) == [authority]
    assert rows.for_kind(federation, DocumentKind.NOTICE, dt.date(2021, 12, 31)) == []
    assert rows.for_kind(federation, DocumentKind.NOTICE, dt.date(2023, 1, 1)) == []
    assert rows.for_kind(federation, DocumentKind.DECISION, DAY) == []
    assert verbs(authority) == ["documents.authority.create"]


def test_an_authority_does_not_end_before_it_begins(federation, lan, forbidden_by_the_database):
    with forbidden_by_the_database():
        make_authority(federation, lan, valid_from=dt.date(2022, 2, 1), valid_to=dt.date(2022, 1, 1))


# Frozen by the database


@pytest.mark.parametrize(
    ("field", "value"),
    [("snapshot", {"x": 1}), ("template", "other.html"), ("kind", "QĐ")],
)
def test_what_a_paper_says_is_frozen_from_the_first_hour(paper, forbidden_by_the_database, field, value):
    with forbidden_by_the_database():
        Document.objects.filter(pk=paper.pk).update(**{field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", 7),
        ("symbol", "TB-KHÁC"),
        ("issued_on", dt.date(2022, 1, 1)),
        ("title", "Khác"),
        ("authority", None),
    ],
)
def test_what_was_numbered_stays_numbered(paper, lan, thu, forbidden_by_the_database, field, value):
    sign_document(paper, actor=lan)
    issue_document(paper, issued_on=DAY, actor=thu)

    with forbidden_by_the_database():
        Document.objects.filter(pk=paper.pk).update(**{field: value})


def test_no_paper_is_deleted(paper, forbidden_by_the_database):
    with forbidden_by_the_database():
        Document.objects.filter(pk=paper.pk).delete()


# Drawing


def test_the_preview_is_drawn_without_number_and_the_paper_with_it(paper, lan, thu, an):
    draw_document(job_id=Job.objects.get().pk)
    preview = Document.objects.get(pk=paper.pk)
    assert preview.file.read().startswith(b"%PDF-")
    assert verbs(paper)[0] == "documents.document.preview"

    sign_document(paper, actor=lan)
    issue_document(paper, issued_on=DAY, actor=thu)
    draw_document(job_id=Job.objects.order_by("-pk")[0].pk)

    drawn = Document.objects.get(pk=paper.pk)
    assert drawn.file.name != preview.file.name
    assert hashlib.sha256(drawn.file.read()).hexdigest() == drawn.sha256 != preview.sha256
    assert verbs(paper)[0] == "documents.document.draw"
    assert set(Job.objects.values_list("state", "error")) == {(Job.State.DONE, "")}


def test_a_late_preview_never_overwrites_the_issued_file(paper, lan, thu):
    """The preview began before the issue and ends after it: the real one stays."""
    drawing = Document.objects.select_related("organisation").get(pk=paper.pk)
    sign_document(paper, actor=lan)
    issue_document(paper, issued_on=DAY, actor=thu)
    attach_file(paper, **content_of(b"%PDF-real"))

    attach_file(drawing, **content_of(b"%PDF-preview"))

    assert Document.objects.get(pk=paper.pk).file.read() == b"%PDF-real"


def test_the_printed_facts_are_the_frozen_ones_with_number_and_date(paper, lan, thu):
    assert printed(paper)["issued_on"] is None

    sign_document(paper, actor=lan)
    issue_document(paper, issued_on=DAY, actor=thu)

    facts = printed(Document.objects.get(pk=paper.pk))
    assert (facts["reference"], facts["issued_on"], facts["title"]) == (
        "01/TB-LĐLĐ",
        "2022-05-09",
        "Về việc mở lớp",
    )
    assert facts["letterhead"] == paper.snapshot["letterhead"]


def test_a_paper_that_cannot_be_drawn_ends_as_a_sentence(federation, an, lan):
    """The font has no Chinese letters: the job says so instead of printing boxes."""
    paper = prepare(federation, make_authority(federation, lan), an, title="Lớp 漢字")

    draw_document(job_id=Job.objects.get().pk)

    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    assert "漢" in job.error
    assert Document.objects.get(pk=paper.pk).file.name == ""
