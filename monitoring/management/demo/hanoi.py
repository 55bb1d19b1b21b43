"""Hà Nội: the pilot scheme of 2021–2022 as the notice 65/TB-LĐLĐ tells it, and a year under way beside it."""

import datetime as dt

from courses.enums import SessionPart
from courses.services import cancel_course, create_scheme
from documents.enums import DocumentKind, SigningForm
from documents.models import SigningAuthority
from documents.services import (
    create_authority,
    issue_document,
    prepare_document,
    sign_document,
    take_over_series,
)
from monitoring.management.demo import federations as facts
from monitoring.management.demo.ground import give_authorities, lay_federation, teach
from monitoring.management.demo.people import People
from monitoring.management.demo.plans import announce, issue_plan
from monitoring.management.demo.road import Road
from organisations.services import set_letterhead

STAFF = {
    "organiser": "chuyenvien", "head": "truongban", "leader": "lanhdao", "clerk": "vanthu", "school": "truong",
    "finance": "ketoan", "finance_head": "truongtaichinh",
}  # fmt: skip
SCHEME = "Đào tạo nâng cao chất lượng đội ngũ Chủ tịch CĐCS ngoài khu vực Nhà nước thành phố Hà Nội, giai đoạn 2021-2022"
AUDIENCE = "Chủ tịch công đoàn cơ sở doanh nghiệp ngoài khu vực Nhà nước"
PLAN_2022 = {
    "title": "Kế hoạch tổ chức lớp đào tạo, bồi dưỡng Chủ tịch CĐCS doanh nghiệp ngoài khu vực Nhà nước năm 2022",
    "purpose": "Nâng cao trình độ, kỹ năng cho đội ngũ Chủ tịch CĐCS doanh nghiệp ngoài khu vực Nhà nước.\n"
    "Nội dung, đối tượng, thời gian đúng yêu cầu của Đề án; không lồng ghép nội dung, đối tượng khác.",
    "audience": AUDIENCE + " trên địa bàn thành phố.",
    "content": "Các chuyên đề của chương trình bồi dưỡng; tăng cường trao đổi, tương tác giữa học viên và báo cáo viên.",
    "schedule": "Từ tháng 6 đến tháng 11 năm 2022, tại các đơn vị.",
    "funding": "Từ nguồn tài chính công đoàn theo dự toán được duyệt; thanh quyết toán theo quy định của Tổng Liên đoàn.",
    "assignment": "Ban Tổ chức theo dõi, đôn đốc việc triển khai thực hiện; tham mưu cấp giấy chứng nhận.\n"
    "Ban Tài chính hướng dẫn các đơn vị về thủ tục thanh quyết toán.\n"
    "Trường Trung cấp nghiệp vụ và dạy nghề Công đoàn bố trí giảng viên.\n"
    "Các đơn vị đăng ký mở lớp, đôn đốc học viên tham dự đầy đủ.",
    "legal_bases": "Đề án thí điểm đào tạo Chủ tịch CĐCS ngoài khu vực Nhà nước, giai đoạn 2021-2022",
    "budget_amount": 1_200_000_000,
}
CLASSES_2022 = [
    # unit, opening day, days, people, venue, how far, settlement
    ("HN-CG", dt.date(2022, 6, 6), 3, 52, "Hội trường LĐLĐ quận Cầu Giấy", "certified", "approved"),
    ("HN-BTL", dt.date(2022, 6, 13), 3, 48, "Nhà văn hóa quận Bắc Từ Liêm", "certified", "approved"),
    ("HN-NTL", dt.date(2022, 6, 20), 3, 45, "Hội trường LĐLĐ quận Nam Từ Liêm", "certified", "checked"),
    ("HN-LB", dt.date(2022, 7, 4), 3, 50, "Trung tâm văn hóa quận Long Biên", "certified", "submitted"),
    ("HN-HD", dt.date(2022, 7, 11), 3, 42, "Trung tâm Chính trị huyện Hoài Đức", "agreed", "returned"),
    ("HN-YT", dt.date(2022, 7, 18), 2, 40, "Hội trường Sở Y tế", "proposed", "draft"),
    ("HN-XD", dt.date(2022, 8, 8), 3, 44, "Hội trường Công đoàn ngành Xây dựng", "completed", None),
    ("HN-GTVT", dt.date(2022, 8, 15), 3, 46, "Hội trường Công đoàn ngành GTVT", "completed", None),
]
CONCLUSION = [
    (
        "1.",
        [
            "Liên đoàn Lao động thành phố Hà Nội ghi nhận một số đơn vị đã nỗ lực tổ chức lớp đào tạo, bồi dưỡng Chủ tịch "
            "CĐCS doanh nghiệp ngoài khu vực Nhà nước. Tiêu biểu: LĐLĐ quận Cầu Giấy, Bắc Từ Liêm, Nam Từ Liêm, Long Biên; "
            "LĐLĐ huyện Hoài Đức; Công đoàn ngành Giao thông vận tải, Y tế, Xây dựng, Dệt May.",
            "Một số đơn vị triển khai chưa đảm bảo yêu cầu về nội dung, đối tượng, thời gian, còn lồng ghép nhiều nội dung, "
            "đối tượng khác nên kết quả còn hạn chế.",
        ],
    ),
    (
        "2.",
        [
            "Các đơn vị tiếp tục tổ chức lớp theo đúng kế hoạch đã đăng ký tại Thông báo số 61/TB-BCĐ ngày 05/5/2022; Trường "
            "Trung cấp nghiệp vụ và dạy nghề Công đoàn bố trí giảng viên.",
            "Giao Ban Tổ chức theo dõi, đôn đốc; phối hợp với Trường tham mưu cấp giấy chứng nhận cho học viên đã hoàn thành.",
            "Giao Ban Tài chính hướng dẫn các đơn vị về thủ tục thanh quyết toán kinh phí lớp Đề án.",
            "Các đơn vị đăng ký và đôn đốc học viên tham dự lớp theo Kế hoạch số 24/KH-LĐLĐ ngày 25/4/2022; trường hợp không "
            "thể tham dự báo cáo Trưởng ban Chỉ đạo để xem xét.",
        ],
    ),
]


def tell(root, today):
    """Build the federation and both its years. ``today`` places the classes that are under way."""
    ground = lay_federation(root, facts.HANOI, facts.HANOI_STAFF, seed=65)
    staff = {role: ground.users[name] for role, name in STAFF.items()}
    give_authorities(
        ground,
        leader=staff["leader"],
        head=staff["head"],
        leader_lines=["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"],
        head_lines=["TL. BAN THƯỜNG VỤ", "TRƯỞNG BAN TỔ CHỨC"],
    )
    teach(
        ground,
        school="HN-TRUONG",
        title="Bồi dưỡng Chủ tịch công đoàn cơ sở doanh nghiệp ngoài khu vực Nhà nước",
        audience=AUDIENCE,
        topics=[0, 2, 3, 4, 9, 13],
        lecturer_account="giangvien",
    )
    road = Road(ground, People(2022), staff=STAFF, seed=24)
    tell_2022(ground, staff, road)
    tell_this_year(ground, staff, road, today)
    return ground


def tell_2022(ground, staff, road):
    committee = committee_of(ground, staff)
    scheme = create_scheme(
        ground.federation,
        title=SCHEME,
        short_title="Đề án Chủ tịch CĐCS ngoài khu vực Nhà nước",
        target_group=AUDIENCE,
        first_year=2021,
        last_year=2022,
        objective=PLAN_2022["purpose"],
        members=[
            (staff["leader"].full_name, "Phó Chủ tịch LĐLĐ thành phố, Trưởng ban", True, staff["leader"]),
            (staff["head"].full_name, "Trưởng Ban Tổ chức, Phó Trưởng ban", False, staff["head"]),
            (
                staff["finance_head"].full_name,
                "Trưởng Ban Tài chính, thành viên",
                False,
                staff["finance_head"],
            ),
        ],
        committee=committee,
        actor=staff["organiser"],
    )
    quotas = [(code, 2, 120) for code in ground.unit_staff if "-P-" not in code and "-X-" not in code]
    plan = issue_plan(
        ground,
        staff=staff,
        quotas=quotas,
        issued_on=dt.date(2022, 4, 25),
        paper_numbers=23,
        scheme=scheme,
        **PLAN_2022,
    )
    rows = []
    for code, opening, days, people, venue, _until, _settled in CLASSES_2022:
        name = ground.organisations[code].short_name
        rows.append(
            road.hold_class(
                plan, code, title=f"Lớp bồi dưỡng Chủ tịch CĐCS – {name}", starts_on=opening, days=days, count=people,
                venue=venue, until="approved",
            )
        )  # fmt: skip
    [authority] = SigningAuthority.objects.for_kind(committee, DocumentKind.NOTICE, dt.date(2022, 5, 5))
    take_over_series(committee, scope=DocumentKind.NOTICE, year=2022, paper_numbers=60, actor=staff["clerk"])
    announce(plan, staff=staff, authority=authority, issued_on=dt.date(2022, 5, 5))
    conclude(ground, staff)
    for (_registration, course), (*_facts, until, settled) in zip(rows, CLASSES_2022, strict=True):
        if settled:
            road.advance(course)
        road.go_on(course, until=until)
        if settled:
            road.settle(course, settled)


def committee_of(ground, staff):
    """The steering committee has its own letterhead, signer and number series: 61/TB-BCĐ."""
    committee = ground.organisations["HN-BCD"]
    set_letterhead(
        committee,
        parent_lines=["LIÊN ĐOÀN LAO ĐỘNG", "THÀNH PHỐ HÀ NỘI"],
        issuer_lines=["BAN CHỈ ĐẠO ĐỀ ÁN"],
        symbol="BCĐ",
        place_name="Hà Nội",
        valid_from=facts.FOUNDED,
        actor=None,
    )
    create_authority(
        committee,
        user=staff["leader"],
        form=SigningForm.ON_BEHALF,
        authority_lines=["TRƯỞNG BAN", "PHÓ CHỦ TỊCH LĐLĐ THÀNH PHỐ"],
        kinds=[DocumentKind.NOTICE],
        valid_from=facts.FOUNDED,
        actor=None,
    )
    return committee


def conclude(ground, staff):
    """Notice 65/TB-LĐLĐ: the conclusion of the meeting, signed by order of the standing committee."""
    day = dt.date(2022, 5, 30)
    _leader, head = SigningAuthority.objects.for_kind(ground.federation, DocumentKind.NOTICE, day)
    take_over_series(
        ground.federation, scope=DocumentKind.NOTICE, year=2022, paper_numbers=64, actor=staff["clerk"]
    )
    document = prepare_document(
        ground.federation,
        kind=DocumentKind.NOTICE,
        title="Kết luận tại cuộc họp Ban Chỉ đạo thực hiện Đề án thí điểm đào tạo Chủ tịch CĐCS",
        template="courses/pdf/notice_2022.html",
        snapshot={
            "title_lines": [
                "Kết luận của Trưởng Ban Chỉ đạo tại cuộc họp Ban Chỉ đạo",
                "thực hiện Đề án thí điểm đào tạo Chủ tịch CĐCS",
            ],
            "legal_bases": [],
            "addressees": [],
            "sections": [
                {"heading": heading, "paragraphs": paragraphs} for heading, paragraphs in CONCLUSION
            ],
            "recipients": [
                {"text": "Đ/c Chủ tịch LĐLĐ TP Hà Nội", "purpose": "(để b/cáo)"},
                {"text": "Thành viên BCĐ Đề án", "purpose": "(để thực hiện)"},
                {
                    "text": "LĐLĐ quận, huyện, thị xã; CĐ ngành, CĐ Tổng Công ty, CĐ các KCN&CX",
                    "purpose": "(để thực hiện)",
                },
            ],
            "archive_line": "Lưu: VT, ToC.",
            "annexes": [],
        },
        authority=head,
        on=day,
        actor=staff["organiser"],
    )
    sign_document(document, actor=head.user)
    issue_document(document, issued_on=day, actor=staff["clerk"])


def tell_this_year(ground, staff, road, today):
    """Classes under way around ``today``, hosted by the commune unions that followed the districts."""
    facts_now = PLAN_2022 | {
        "title": f"Kế hoạch bồi dưỡng Chủ tịch công đoàn cơ sở năm {today.year}",
        "schedule": f"Trong năm {today.year}, tại các công đoàn xã, phường.",
        "legal_bases": "",
    }
    wards = [row[0] for row in facts.HANOI["wards"]]
    day = workday(today - dt.timedelta(days=60))
    plan = issue_plan(
        ground, staff=staff, quotas=[(code, 3, 150) for code in wards], issued_on=day, **facts_now
    )

    def hold(code, number, opening, until, days=2, count=36):
        name = ground.organisations[code].short_name
        return road.hold_class(
            plan, code, title=f"Lớp Chủ tịch CĐCS khóa {number} – {name}", starts_on=opening, days=days, count=count,
            venue=f"Hội trường {name}", until=until,
        )  # fmt: skip

    running = hold(
        "HN-P-CG", 1, today if today.weekday() < 6 else today + dt.timedelta(days=1), "running", count=32
    )[1]
    teach_today(road, running)
    finished = hold("HN-P-LB", 1, workday(today - dt.timedelta(days=10)), "marked", count=38)[1]
    road.advance(finished, until="approved")
    hold("HN-X-HD", 1, workday(today + dt.timedelta(days=9)), "rostered", count=40)
    coming = hold("HN-P-TL", 1, workday(today + dt.timedelta(days=12)), "approved")[1]
    road.advance(coming, until="submitted")
    [authority, _head] = SigningAuthority.objects.for_kind(ground.federation, DocumentKind.NOTICE, today)
    announce(plan, staff=staff, authority=authority, issued_on=workday(today - dt.timedelta(days=12)))
    hold("HN-P-HM", 1, workday(today + dt.timedelta(days=20)), "approved")
    hold("HN-P-CG", 2, workday(today + dt.timedelta(days=23)), "approved")
    hold("HN-P-BD", 1, workday(today + dt.timedelta(days=25)), "submitted")
    hold("HN-P-TL", 2, workday(today + dt.timedelta(days=26)), "submitted")
    hold("HN-P-CG", 3, workday(today + dt.timedelta(days=30)), "returned")
    hold("HN-P-LB", 2, workday(today + dt.timedelta(days=30)), "draft")
    hold("HN-X-HD", 2, workday(today + dt.timedelta(days=33)), "refused")
    called_off = hold("HN-P-HM", 2, workday(today + dt.timedelta(days=14)), "approved")[1]
    cancel_course(
        called_off, reason="Đơn vị đề nghị gộp với khóa 1 do trùng lịch đại hội", actor=staff["head"]
    )


def teach_today(road, course):
    """The demo lecturer teaches the first half-day, so that a roll is waiting to be called."""
    lecturer = next(row for row in road.ground.lecturers if row.user_id)
    session = course.sessions.get(held_on=course.starts_on, part=SessionPart.MORNING)
    road.put_in(session, lecturer)


def workday(day):
    """The day itself, or the Monday after a Sunday."""
    return day + dt.timedelta(days=1) if day.weekday() == 6 else day
