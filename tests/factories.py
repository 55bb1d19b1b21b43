"""Plain functions: a test names only what it is about, the rest is sensible. They write rows, not stories."""

import datetime as dt
from itertools import count

from accounts.models import Membership, User
from core.names import name_sort_key, search_text
from courses.enums import CourseStatus, PlanStatus, RegistrationStatus, SessionPart
from courses.models import (
    Course,
    CourseRegistration,
    EstimateLine,
    Lecturer,
    PlanQuota,
    Programme,
    ProgrammeTopic,
    Session,
    TeachingAssignment,
    Topic,
    TrainingPlan,
)
from courses.models.running import PART_ORDER
from documents.enums import REGISTERED, DocumentKind, DocumentStatus, SigningForm
from documents.models import Document, NumberSeries, SigningAuthority
from organisations.enums import OrganisationKind
from organisations.models import Letterhead, Organisation, OrganisationName
from trainees.models import Enrolment, Trainee

_n = count(1)
LONG_AGO = dt.date(2015, 1, 1)
OPENING = dt.date(2022, 6, 6)  # a Monday


def make_organisation(parent=None, *, name=None, kind=OrganisationKind.DISTRICT, **fields):
    number = next(_n)
    name = name or f"Đơn vị {number}"
    fields = {"code": f"DV{number}", "kind": kind, "name": name, "short_name": name, **fields}
    if parent is None:
        organisation = Organisation.objects.add_root(fields)
    else:
        parent = Organisation.objects.get(pk=parent.pk)
        organisation = Organisation.objects.add_child(parent, {"federation": parent.federation, **fields})
    OrganisationName.objects.create(
        organisation=organisation, name=name, short_name=organisation.short_name, valid_from=LONG_AGO
    )
    return organisation


def make_federation(code="LĐ", *, name=None, place_name="Hà Nội", symbol="LĐLĐ"):
    federation = make_organisation(code=code, kind=OrganisationKind.FEDERATION, name=name)
    federation.federation = federation
    federation.save()
    Letterhead.objects.create(
        organisation=federation,
        parent_lines=["TỔNG LIÊN ĐOÀN LAO ĐỘNG", "VIỆT NAM"],
        issuer_lines=["LIÊN ĐOÀN LAO ĐỘNG", federation.name.removeprefix("Liên đoàn Lao động ").upper()],
        symbol=symbol,
        place_name=place_name,
        valid_from=LONG_AGO,
    )
    return federation


def make_user(username=None, organisation=None, *roles, full_name=None, **fields):
    full_name = full_name or f"Người Thứ {next(_n)}"
    user = User(
        username=username or f"user{next(_n)}",
        full_name=full_name,
        sort_key=name_sort_key(full_name),
        **fields,
    )
    user.set_password("demo-2026")
    user.save()
    for role in roles:
        Membership.objects.create(user=user, organisation=organisation, role=role, valid_from=LONG_AGO)
    return user


def make_authority(organisation, user, *, kinds=(*REGISTERED, DocumentKind.CERTIFICATE), **fields):
    return SigningAuthority.objects.create(
        **{
            "organisation": organisation,
            "user": user,
            "form": SigningForm.ON_BEHALF,
            "authority_lines": ["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"],
            "signer_name": user.full_name,
            "kinds": [str(kind) for kind in kinds],
            "valid_from": LONG_AGO,
            **fields,
        }
    )


def make_document(
    organisation, *, kind=DocumentKind.NOTICE, number=None, issued_on=dt.date(2022, 5, 5), **fields
):
    """An issued paper; with ``status`` submitted or signed it has no number yet."""
    fields = {"title": "Thông báo thử", "template": "courses/pdf/notice_2022.html", "snapshot": {}, **fields}
    fields.setdefault("status", DocumentStatus.ISSUED)
    if fields["status"] in {DocumentStatus.ISSUED, DocumentStatus.REVOKED}:
        series, _new = NumberSeries.objects.get_or_create(
            organisation=organisation, scope=kind, year=issued_on.year
        )
        series.last_number += 1
        series.save()
        fields |= {"series": series, "number": number or series.last_number, "issued_on": issued_on}
    return Document.objects.create(organisation=organisation, kind=kind, symbol=f"{kind}-LĐLĐ", **fields)


def make_topic(federation, **fields):
    return Topic.objects.create(**{"organisation": federation, "title": f"Chuyên đề {next(_n)}", **fields})


def make_programme(federation, *, topics=2, **fields):
    programme = Programme.objects.create(
        **{
            "organisation": federation,
            "title": f"Bồi dưỡng Chủ tịch CĐCS {next(_n)}",
            "audience": "Chủ tịch CĐCS doanh nghiệp ngoài khu vực Nhà nước",
            **fields,
        }
    )
    for position in range(1, topics + 1):
        ProgrammeTopic.objects.create(programme=programme, topic=make_topic(federation), position=position)
    return programme


def make_plan(federation, *, issued=True, **fields):
    """A training plan; by default approved, signed and issued, so that units may register."""
    if issued:
        fields = {
            "status": PlanStatus.APPROVED,
            "document": make_document(federation, kind=DocumentKind.PLAN, title="Kế hoạch"),
            **fields,
        }
    if "programme" not in fields:
        fields["programme"] = make_programme(federation)
    return TrainingPlan.objects.create(
        **{
            "organisation": federation,
            "year": 2022,
            "title": f"Kế hoạch tập huấn {next(_n)}",
            "purpose": "Nâng cao chất lượng đội ngũ",
            "audience": "Chủ tịch CĐCS",
            "content": "Các chuyên đề",
            "schedule": "Trong năm 2022",
            "funding": "Kinh phí công đoàn",
            "assignment": "Ban Tổ chức theo dõi, đôn đốc",
            **fields,
        }
    )


def make_quota(plan, organisation, *, courses=2, trainees=100):
    return PlanQuota.objects.create(plan=plan, organisation=organisation, courses=courses, trainees=trainees)


def make_registration(unit, *, plan=None, estimate=((1, 2_000_000), (60, 20_000)), **fields):
    plan = plan or make_plan(unit.federation)
    registration = CourseRegistration.objects.create(
        **{
            "plan": plan,
            "organisation": unit,
            "programme": plan.programme,
            "title": f"Lớp Chủ tịch CĐCS khóa {next(_n)}",
            "starts_on": OPENING,
            "ends_on": OPENING + dt.timedelta(days=1),
            "venue": "Hội trường tầng 3",
            "expected_trainees": 60,
            "status": RegistrationStatus.DRAFT,
            **fields,
        }
    )
    for position, (quantity, unit_price) in enumerate(estimate, 1):
        EstimateLine.objects.create(
            registration=registration,
            position=position,
            description=f"Khoản {position}",
            unit="buổi",
            quantity=quantity,
            unit_price=unit_price,
        )
    return registration


def make_course(unit, *, registration=None, sessions=4, **fields):
    """A class with half-days from its opening day, two a day; each with the programme's next topic."""
    registration = registration or make_registration(unit, status=RegistrationStatus.APPROVED)
    course = Course.objects.create(
        **{
            "organisation": unit,
            "plan": registration.plan,
            "registration": registration,
            "programme": registration.programme,
            "code": f"T-{next(_n):04d}",
            "title": registration.title,
            "starts_on": registration.starts_on,
            "ends_on": registration.ends_on,
            "venue": registration.venue,
            "capacity": registration.expected_trainees,
            "status": CourseStatus.APPROVED,
            **fields,
        }
    )
    topics = list(course.programme.topics.order_by("programme_topics__position"))
    for position in range(sessions):
        part = (SessionPart.MORNING, SessionPart.AFTERNOON)[position % 2]
        Session.objects.create(
            course=course,
            held_on=course.starts_on + dt.timedelta(days=position // 2),
            part=part,
            part_order=PART_ORDER[part],
            topic=topics[position % len(topics)] if topics else None,
        )
    return course


def make_lecturer(school, *, user=None, **fields):
    full_name = fields.pop("full_name", None) or (user.full_name if user else f"Giảng viên {next(_n)}")
    return Lecturer.objects.create(
        organisation=school, user=user, full_name=full_name, sort_key=name_sort_key(full_name), **fields
    )


def assign(session, lecturer):
    return TeachingAssignment.objects.create(session=session, lecturer=lecturer)


def make_trainee(unit, *, full_name=None, **fields):
    full_name = full_name or f"Học Viên {next(_n)}"
    fields = {
        "workplace": "CĐCS Công ty TNHH Ví Dụ",
        "position": "Chủ tịch CĐCS",
        "birth_year": 1984,
        **fields,
    }
    return Trainee.objects.create(
        organisation=unit,
        full_name=full_name,
        sort_key=name_sort_key(full_name),
        search_text=search_text(full_name, fields["workplace"], fields.get("phone", "")),
        **fields,
    )


def enrol(course, *, trainee=None, count=1, **fields):
    """Enrol one person, or ``count`` new ones; returns the last enrolment, or the list when count > 1."""
    rows = [
        Enrolment.objects.create(
            course=course,
            trainee=trainee or make_trainee(course.organisation),
            organisation=course.organisation,
            **fields,
        )
        for _number in range(count)
    ]
    return rows[0] if count == 1 else rows
