"""Walk a class down the road as far as a story wants, each step by the service that owns it."""

import datetime as dt
import io
import uuid
from random import Random

import xlsxwriter
from django.utils import timezone

from certificates import services as certificates
from courses import services as courses
from courses.facts import EstimateItem
from courses.models import Session
from documents.enums import DocumentKind
from documents.models import SigningAuthority
from finance import services as finance
from trainees import services as trainees
from trainees.enums import Grade, Presence
from trainees.facts import AssessmentEntry, MarkEvent
from trainees.models import Enrolment
from trainees.sheets import read_roster

# How far a class has come; each stage contains those before it.
STAGES = [
    "draft", "submitted", "returned", "refused", "approved", "rostered", "staffed", "running", "marked", "completed",
    "proposed", "agreed", "certified",
]  # fmt: skip
HEADINGS = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Chức vụ",
    "Công đoàn cơ sở",
    "Số điện thoại",
    "Ghi chú",
]
ABSENT_SHARE = 0.02
LAZY_SHARE = 0.08  # people who come to half of the sessions and get no certificate


class Road:
    """One federation's classes. ``clerk``, ``organiser``… are log-in names of its staff."""

    def __init__(self, ground, people, *, staff, seed):
        self.ground, self.people, self.random = ground, people, Random(seed)
        self.staff = {role: ground.users[name] for role, name in staff.items()}

    def hold_class(self, plan, code, *, title, starts_on, days, count, venue, until, rate=150_000):
        """Bring one class to the stage ``until``; returns its registration and its course (or None)."""
        coordinator, chair = self.ground.unit_staff[code]
        stage = STAGES.index(until)
        registration = courses.create_registration(
            plan,
            organisation=self.ground.organisations[code],
            title=title,
            starts_on=starts_on,
            ends_on=starts_on + dt.timedelta(days=days - 1),
            venue=venue,
            expected_trainees=count,
            estimate=estimate(count, days, rate),
            actor=coordinator,
        )
        if stage >= 1:
            courses.submit_registration(registration, actor=chair)
        head = self.staff["head"]
        if until == "returned":
            reason = "Bổ sung kế hoạch phối hợp với trung tâm: nội dung, thời gian, kinh phí cụ thể"
            courses.return_registration(registration, reason=reason, actor=head)
        if until == "refused":
            courses.refuse_registration(registration, reason="Lồng ghép đối tượng ngoài Đề án", actor=head)
        if stage <= STAGES.index("refused"):
            return registration, None
        course = courses.approve_registration(registration, actor=head)
        self.go_on(course, until=until)
        return registration, course

    def go_on(self, course, *, until):
        """Take an approved class on to the stage ``until``, step by step."""
        for name in STAGES[STAGES.index("rostered") : STAGES.index(until) + 1]:
            getattr(self, name)(course)

    def rostered(self, course):
        """The unit uploads its Excel file; the rows come in through the same reading as a real one."""
        coordinator, _chair = self.ground.unit_staff[course.organisation.code]
        content = roster_file(course, self.people.many(course.capacity))
        roster = read_roster(io.BytesIO(content), f"danh-sach-{course.code}.xlsx")
        staged = trainees.stage_roster(course, roster=roster, content=content, actor=coordinator)
        trainees.apply_roster(staged, actor=coordinator)

    def staffed(self, course):
        lecturers = self.ground.lecturers
        first = course.pk % len(lecturers)
        for number, session in enumerate(course.sessions.select_related("course__organisation")):
            for offset in range(len(lecturers)):
                lecturer = lecturers[(first + number + offset) % len(lecturers)]
                if not Session.objects.filter(
                    held_on=session.held_on, part=session.part, assignments__lecturer=lecturer
                ).exists():
                    courses.assign_lecturer(session, lecturer=lecturer, actor=self.staff["school"])
                    break

    def put_in(self, session, lecturer):
        """Give a session to one lecturer instead of whoever had it."""
        for assignment in session.assignments.select_related("lecturer"):
            courses.unassign_lecturer(session, lecturer=assignment.lecturer, actor=self.staff["school"])
        courses.assign_lecturer(session, lecturer=lecturer, actor=self.staff["school"])

    def running(self, course):
        coordinator, _chair = self.ground.unit_staff[course.organisation.code]
        trainees.start_class(course, actor=coordinator)
        course.refresh_from_db()

    def marked(self, course, sessions=None):
        """Call the roll of every session and close its register."""
        enrolments = list(Enrolment.objects.filter(course=course).order_by("pk"))
        lazy = {row.pk for row in enrolments if self.random.random() < LAZY_SHARE}
        for number, session in enumerate(sessions if sessions is not None else course.sessions.all()):
            events = [self._tap(session, row.pk, number, row.pk in lazy) for row in enrolments]
            lecturer = session.assignments.select_related("lecturer__user").first()
            actor = (lecturer and lecturer.lecturer.user) or self.staff["school"]
            trainees.record_marks(session, events=events, actor=actor)
            session.refresh_from_db()
            trainees.close_register(session.register, actor=actor)

    def _tap(self, session, enrolment, number, lazy):
        absent = (lazy and number % 2) or self.random.random() < ABSENT_SHARE
        moment = dt.datetime.combine(session.held_on, session.starts_at) + dt.timedelta(
            seconds=enrolment % 900
        )
        return MarkEvent(
            uuid=uuid.UUID(int=self.random.getrandbits(128), version=4),
            enrolment=enrolment,
            status=Presence.ABSENT if absent else Presence.PRESENT,
            at=timezone.make_aware(moment),
        )

    def completed(self, course):
        rows = [
            AssessmentEntry(
                enrolment=pk,
                essay_passed=self.random.random() > 0.04,
                grade=self.random.choice([Grade.EXCELLENT, Grade.GOOD, Grade.GOOD, Grade.AVERAGE]),
            )
            for pk in Enrolment.objects.filter(course=course).values_list("pk", flat=True)
        ]
        trainees.record_assessments(course, rows=rows, actor=self.staff["school"])
        trainees.complete_class(course, actor=self.staff["organiser"])
        course.refresh_from_db()

    def proposed(self, course):
        batch = certificates.create_batch(course, actor=self.staff["organiser"])
        [authority] = SigningAuthority.objects.for_kind(
            self.ground.federation, DocumentKind.CERTIFICATE, course.ends_on
        )
        certificates.submit_batch(batch, authority=authority, actor=self.staff["organiser"])

    def agreed(self, course):
        certificates.approve_batch(
            course.certificate_batches.get(), on=course.ends_on, actor=self.staff["leader"]
        )

    def certified(self, course):
        batch = course.certificate_batches.select_related(
            "course", "organisation", "decision__organisation"
        ).get()
        issued_on = course.ends_on + dt.timedelta(days=9)
        certificates.issue_batch(batch, issued_on=issued_on, actor=self.staff["clerk"])

    def advance(self, course, *, share=0.7, until="paid"):
        """An advance of a share of the estimate: submitted, approved or paid."""
        coordinator, chair = self.ground.unit_staff[course.organisation.code]
        amount = int(course.registration.estimate_amount * share) // 100_000 * 100_000
        day = course.starts_on - dt.timedelta(days=7)
        row = finance.create_advance(
            course, amount=amount, purpose=f"Tổ chức {course.title}", due_on=course.ends_on + dt.timedelta(days=30),
            actor=coordinator,
        )  # fmt: skip
        finance.submit_advance(row, actor=chair)
        if until in {"approved", "paid"}:
            row = finance.approve_advance(row, issued_on=day, actor=self.staff["finance_head"]) or row
        if until == "paid":
            number = f"PC-{course.pk:03d}"
            finance.pay_advance(row, paid_on=day, voucher_number=number, actor=self.staff["finance"])

    def settle(self, course, until):
        """A settlement: draft, submitted, returned, checked or approved."""
        coordinator, chair = self.ground.unit_staff[course.organisation.code]
        settlement = finance.create_settlement(course, actor=coordinator)
        for number, line in enumerate(course.registration.estimate_lines.order_by("position"), 1):
            finance.create_expense(
                settlement,
                description=line.description,
                spent_on=course.starts_on,
                quantity=line.quantity,
                unit_price=line.unit_price,
                voucher_number=f"HĐ-{course.pk:03d}-{number}",
                estimate_line=line,
                supplier="Theo bảng kê" if number > 1 else "Giảng viên của lớp",
                actor=coordinator,
            )
        words = "Số lượng theo danh sách đăng ký; đơn vị đã đối chiếu với điểm danh từng buổi."
        finance.update_settlement(settlement, explanation=words, actor=coordinator)
        if until == "draft":
            return
        finance.submit_settlement(settlement, actor=chair)
        settlement.refresh_from_db()
        if until == "returned":
            reason = "Thiếu bảng kê ký nhận tiền ăn ngày thứ hai"
            finance.return_settlement(settlement, reason=reason, actor=self.staff["finance"])
        if until in {"checked", "approved"}:
            finance.check_settlement(settlement, actor=self.staff["finance"])
            settlement.refresh_from_db()
        if until == "approved":
            day = course.ends_on + dt.timedelta(days=20)
            finance.approve_settlement(settlement, approved_on=day, actor=self.staff["finance_head"])


def estimate(count, days, rate):
    """A plain estimate: lecturers, tea breaks, documents, hall. Amounts are sample data, not norms."""
    return [
        EstimateItem("Tiền công giảng viên, báo cáo viên", "buổi", days * 2, 1_000_000),
        EstimateItem("Giải khát giữa giờ", "người/buổi", count * days * 2, 20_000),
        EstimateItem("Hỗ trợ tiền ăn học viên", "người/ngày", count * days, rate),
        EstimateItem("Tài liệu, văn phòng phẩm", "bộ", count, 35_000),
        EstimateItem("Thuê hội trường, âm thanh, máy chiếu", "ngày", days, 2_500_000),
    ]


def roster_file(course, people):
    """The Excel file a unit would send: title block, header, rows, signature."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write(0, 0, course.organisation.name.upper())
        sheet.write(1, 0, "DANH SÁCH HỌC VIÊN ĐĂNG KÝ THAM DỰ LỚP BỒI DƯỠNG")
        sheet.write(2, 0, course.title)
        sheet.write_row(4, 0, HEADINGS)
        for number, person in enumerate(people, 1):
            gender = {"male": "Nam", "female": "Nữ"}[person.gender]
            sheet.write_row(
                4 + number,
                0,
                [
                    number, person.full_name, f"{person.birth_date:%d/%m/%Y}", gender, person.position,
                    person.workplace, person.phone, "",
                ],
            )  # fmt: skip
        sheet.write(6 + len(people), 1, f"Tổng cộng: {len(people)} học viên")
        sheet.write(8 + len(people), 5, "TM. BAN CHẤP HÀNH")
    return buffer.getvalue()
