"""One of everything behind every door, so that a test can walk the whole street."""

import datetime as dt
import hashlib
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership
from certificates.services import create_batch
from core.models import Job
from courses.enums import CourseStatus, PlanStatus, RegistrationStatus
from courses.models import ApprovalNotice, CommitteeMember, Scheme
from documents.enums import DocumentKind, DocumentStatus
from documents.services import attach_file
from finance.enums import SettlementStatus
from organisations.enums import OrganisationKind
from tests.certificates.stories import issued, make_completed_course
from tests.factories import (
    LONG_AGO,
    assign,
    enrol,
    make_authority,
    make_course,
    make_document,
    make_federation,
    make_lecturer,
    make_organisation,
    make_plan,
    make_quota,
    make_registration,
    make_user,
)
from tests.finance.stories import make_advance, make_class, make_settlement, ready_settlement
from tests.trainees.files.workbooks import AN
from tests.trainees.test_roster import stage
from trainees.services import fill_present

# Who is who: one name for each of the twelve roles, all of one federation; Dũng and Hoa of the unit whose rows
# lie behind the doors. Em coordinates the neighbouring unit, Chi holds every role of another federation.
CAST = {
    "an": Role.ORGANISER,
    "binh": Role.ORGANISING_HEAD,
    "lan": Role.LEADER,
    "thu": Role.CLERK,
    "kien": Role.FINANCE_OFFICER,
    "tai": Role.FINANCE_HEAD,
    "dung": Role.UNIT_COORDINATOR,
    "hoa": Role.UNIT_CHAIR,
    "truc": Role.SCHOOL_COORDINATOR,
    "giang": Role.LECTURER,
    "minh": Role.INSPECTOR,
    "quan": Role.ADMINISTRATOR,
}


def make_world():
    """Return ``people`` by name and ``rows`` by the name that ``tests/house/access.py`` uses."""
    ground = lay_ground()
    people = bring_in(ground)
    rows = {"organisation": ground.unit, **papers(ground, people), **training(ground, people)}
    rows |= classes(ground, people) | money(ground, people)
    rows["person"] = people["dung"]
    rows["membership"] = people["dung"].memberships.get()
    rows["job"] = Job.objects.create(path="core.tasks.sweep", owner=people["an"], due_at=timezone.now())
    return SimpleNamespace(ground=ground, people=people, rows=rows)


def lay_ground():
    federation = make_federation("HN", name="Liên đoàn Lao động thành phố Hà Nội")
    foreign = make_federation("QT", name="Liên đoàn Lao động tỉnh Quảng Trị", place_name="Quảng Trị")
    below = {
        "unit": OrganisationKind.DISTRICT,
        "neighbour": OrganisationKind.DISTRICT,
        "school": OrganisationKind.SCHOOL,
        "department": OrganisationKind.DEPARTMENT,
    }
    made = {name: make_organisation(federation, kind=kind) for name, kind in below.items()}
    return SimpleNamespace(federation=federation, foreign=foreign, **made)


def bring_in(ground):
    homes = {
        "an": ground.department, "binh": ground.department, "truc": ground.school, "giang": ground.school,
        "dung": ground.unit, "hoa": ground.unit,
    }  # fmt: skip
    people = {name: make_user(name, homes.get(name, ground.federation), role) for name, role in CAST.items()}
    people["em"] = make_user("em", ground.neighbour, Role.UNIT_COORDINATOR)
    people["chi"] = make_user("chi", ground.foreign, *Role.values)
    people["nobody"] = make_user("nobody")
    people["gone"] = make_user("gone", ground.federation, *Role.values)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(user=people["gone"]).update(valid_from=LONG_AGO, valid_to=yesterday)
    return people


def papers(ground, people):
    authority = make_authority(ground.federation, people["lan"])
    return {
        "authority": authority,
        "document": printed(make_document(ground.federation, authority=authority)),
        "waiting_document": make_document(
            ground.federation,
            kind=DocumentKind.DECISION,
            status=DocumentStatus.SUBMITTED,
            authority=authority,
        ),
    }


def training(ground, people):
    plan = make_plan(ground.federation)
    make_quota(plan, ground.unit)
    scheme = Scheme.objects.create(
        organisation=ground.federation, title="Đề án", short_title="Đề án", target_group="Chủ tịch CĐCS",
        first_year=2021, last_year=2025,
    )  # fmt: skip
    CommitteeMember.objects.create(scheme=scheme, full_name="Trần Thị Ví Dụ", position="Trưởng ban")
    notice = ApprovalNotice.objects.create(
        organisation=ground.federation, plan=plan, document=make_document(ground.federation)
    )
    return {
        "plan": plan,
        "draft_plan": make_plan(ground.federation, issued=False, created_by=people["an"]),
        "sent_back_plan": make_plan(
            ground.federation,
            issued=False,
            status=PlanStatus.APPROVED,
            document=make_document(ground.federation, kind=DocumentKind.PLAN, status=DocumentStatus.RETURNED),
        ),  # fmt: skip
        "programme": plan.programme,
        "topic": plan.programme.topics.first(),
        "scheme": scheme,
        "notice": notice,
        "registration": make_registration(ground.unit, plan=plan, status=RegistrationStatus.SUBMITTED),
        "draft_registration": make_registration(ground.unit, plan=plan),
    }


def classes(ground, people):
    course = make_course(ground.unit, status=CourseStatus.RUNNING)
    session, lecturer = course.sessions.first(), make_lecturer(ground.school, user=people["giang"])
    assign(session, lecturer)
    enrolment = enrol(course)
    fill_present(session, actor=people["giang"])
    batch = issued(ground.unit, proposer=people["an"], leader=people["lan"], clerk=people["thu"])
    printed(batch.certificates.first().document)
    waiting = create_batch(make_completed_course(ground.unit), actor=people["an"])
    return {
        "course": course, "session": session, "lecturer": lecturer, "enrolment": enrolment,
        "trainee": enrolment.trainee, "register": session.register,
        "import": stage(course, people["dung"], AN), "batch": batch, "waiting_batch": waiting,
        "completed": make_completed_course(ground.unit), "certificate": batch.certificates.first(),
    }  # fmt: skip


def money(ground, people):
    course = make_class(ground.unit)
    settlement = ready_settlement(course, dung=people["dung"])
    return {
        "spent": course, "settlement": settlement, "expense": settlement.expenses.get(),
        "advance": make_advance(course, created_by=people["dung"]),
        "paid_advance": make_advance(course, document=form(ground, DocumentKind.ADVANCE_REQUEST)),
        "locked": make_settlement(
            make_class(ground.unit), status=SettlementStatus.APPROVED,
            document=form(ground, DocumentKind.SETTLEMENT),
        ),
    }  # fmt: skip


def form(ground, kind):
    return printed(make_document(ground.federation, kind=kind))


def printed(document):
    """The document with a file, as if it had been drawn."""
    content = b"%PDF-1.7"
    sha256 = hashlib.sha256(content + str(document.pk).encode()).hexdigest()
    attach_file(document, content=ContentFile(content), sha256=sha256)
    return document
