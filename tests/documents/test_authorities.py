"""Who may sign: the clerk reads the list, the administrator keeps it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.models import AuditEntry
from documents.enums import DocumentKind
from documents.models import SigningAuthority
from tests.factories import make_authority, make_document, make_user

LIST, CREATE = "documents:authority-list", "documents:authority-create"


@pytest.fixture
def answers(federation, lan):
    return {
        "organisation": federation.pk,
        "user": lan.pk,
        "form": "TM.",
        "authority_lines": "TM. BAN THƯỜNG VỤ\n\nPHÓ CHỦ TỊCH",
        "kinds": [DocumentKind.PLAN, DocumentKind.NOTICE],
        "position": "1",
        "legal_basis": "Quy chế làm việc",
        "valid_from": "01/01/2022",
        "valid_to": "",
    }


def end_at(authority):
    return reverse("documents:authority-end", args=[authority.pk])


def test_an_authority_that_was_added_covers_its_kinds_from_its_day(as_user, quan, federation, lan, answers):
    response = as_user(quan).post(reverse(CREATE), answers, follow=True)

    [authority] = SigningAuthority.objects.for_kind(federation, DocumentKind.PLAN, dt.date(2022, 1, 1))
    assert authority.user == lan
    assert authority.authority_lines == ["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"]
    assert not SigningAuthority.objects.for_kind(federation, DocumentKind.DECISION, dt.date(2022, 1, 1))
    assert not SigningAuthority.objects.for_kind(federation, DocumentKind.PLAN, dt.date(2021, 12, 31))
    html = response.content.decode()
    assert "Đã thêm thẩm quyền ký" in html
    assert "Vũ Ngọc Lan" in html
    assert AuditEntry.objects.get().verb == "documents.authority.create"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kinds": []}, "Chọn loại văn bản được ký"),
        ({"authority_lines": " "}, "Ghi các dòng trên chữ ký"),
        ({"valid_to": "01/01/2021"}, "Ngày cuối đang trước ngày bắt đầu"),
        ({"position": "0"}, "từ 1 trở lên"),
    ],
)
def test_a_refused_authority_keeps_what_was_typed(as_user, quan, answers, wrong, sentence):
    html = as_user(quan).post(reverse(CREATE), answers | wrong).content.decode()

    assert sentence in html
    assert 'value="Quy chế làm việc"' in html
    assert not SigningAuthority.objects.exists()


def test_only_organisations_and_people_of_the_scope_are_offered(
    as_user, quan, chi, foreign_federation, answers
):
    client = as_user(quan)

    for wrong in ({"organisation": foreign_federation.pk}, {"user": chi.pk}):
        assert "trong danh sách" in client.post(reverse(CREATE), answers | wrong).content.decode()

    assert not SigningAuthority.objects.exists()


def test_an_authority_ends_after_its_last_day(as_user, quan, federation, lan):
    authority, today = make_authority(federation, lan), timezone.localdate()

    as_user(quan).post(end_at(authority), {"valid_to": f"{today:%d/%m/%Y}"})

    assert SigningAuthority.objects.on(today).exists()
    assert not SigningAuthority.objects.on(today + dt.timedelta(days=1)).exists()
    assert AuditEntry.objects.get().verb == "documents.authority.end"


def test_an_authority_does_not_end_before_what_was_issued_with_it(as_user, quan, federation, lan):
    authority = make_authority(federation, lan)
    make_document(federation, authority=authority, issued_on=dt.date(2022, 5, 5))
    client = as_user(quan)

    html = client.post(end_at(authority), {"valid_to": "04/05/2022"}).content.decode()

    assert "05/05/2022" in html
    assert 'value="04/05/2022"' in html
    assert client.post(end_at(authority), {"valid_to": "05/05/2022"}).status_code == 302
    assert "đã kết thúc" in client.post(end_at(authority), {"valid_to": "06/05/2022"}).content.decode()
    authority.refresh_from_db()
    assert authority.valid_to == dt.date(2022, 5, 5)


def test_the_clerk_reads_and_does_not_write(as_user, thu, federation, lan, answers):
    authority, client = make_authority(federation, lan), as_user(thu)

    html = client.get(reverse(LIST)).content.decode()

    assert "Vũ Ngọc Lan" in html
    assert end_at(authority) not in html
    assert reverse(CREATE) not in html
    assert client.post(reverse(CREATE), answers).status_code == 403
    assert client.post(end_at(authority), {"valid_to": "01/07/2025"}).status_code == 403


@pytest.mark.parametrize(
    ("name", "status"), [("an", 403), ("lan", 403), ("minh", 403), ("dung", 404), ("chi", 404)]
)
def test_nobody_else_sees_or_keeps_the_list(as_user, request, federation, answers, name, status):
    authority = make_authority(federation, make_user("ky", federation, Role.LEADER))
    client = as_user(request.getfixturevalue(name))

    assert client.post(end_at(authority), {"valid_to": "01/07/2025"}).status_code == status
    if name == "chi":
        assert authority.signer_name not in client.get(reverse(LIST)).content.decode()
    else:
        assert client.get(reverse(LIST)).status_code == 403
        assert client.post(reverse(CREATE), answers).status_code == 403
    authority.refresh_from_db()
    assert authority.valid_to is None


@pytest.mark.parametrize("count", [0, 1, 50])
def test_the_list_costs_the_same_number_of_queries(
    as_user, quan, federation, lan, count, django_assert_max_num_queries
):
    for _number in range(count):
        make_authority(federation, lan)
    client = as_user(quan)

    with django_assert_max_num_queries(12):
        client.get(reverse(LIST))
