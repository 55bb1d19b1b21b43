"""Quảng Trị 2019: plan 16/KH-LĐLĐ of 12/3/2019 and the classes that the letter of June 2019 looks back on."""

import datetime as dt

from documents.enums import DocumentKind
from documents.models import SigningAuthority
from documents.services import issue_document, prepare_document, sign_document
from monitoring.management.demo import federations as facts
from monitoring.management.demo.ground import give_authorities, lay_federation, teach
from monitoring.management.demo.people import People
from monitoring.management.demo.plans import announce, issue_plan
from monitoring.management.demo.road import Road

STAFF = {
    "organiser": "qt.chuyenvien", "head": "qt.truongban", "leader": "qt.lanhdao", "clerk": "qt.vanthu",
    "school": "qt.truong", "finance": "qt.ketoan", "finance_head": "qt.truongtaichinh",
}  # fmt: skip
PLAN = {
    "title": "Kế hoạch tổ chức tập huấn nghiệp vụ cho cán bộ CĐCS năm 2019",
    "purpose": "Trang bị kiến thức, kỹ năng nghiệp vụ cho cán bộ công đoàn cơ sở.",
    "audience": "Cán bộ công đoàn cơ sở thuộc các LĐLĐ huyện, thị xã, thành phố, Công đoàn ngành.",
    "content": "Kết hợp trình bày lý thuyết với thực tiễn hoạt động công đoàn cơ sở; dành thời gian thảo luận, giải đáp.",
    "schedule": "Trong năm 2019, tại các đơn vị.",
    "funding": "Nguồn tài chính công đoàn; chi đúng theo quy định.",
    "assignment": "Ban Tổ chức phối hợp chỉ đạo, hướng dẫn.\nCông đoàn cấp trên trực tiếp cơ sở quản lý lớp học nghiêm túc.",
    "budget_amount": 300_000_000,
}
CLASSES = [
    (
        "QT-TP",
        dt.date(2019, 4, 15),
        2,
        46,
        "Trung tâm Bồi dưỡng Chính trị huyện Triệu Phong",
        "completed",
        "approved",
    ),
    (
        "QT-GL",
        dt.date(2019, 5, 6),
        2,
        42,
        "Trung tâm Bồi dưỡng Chính trị huyện Gio Linh",
        "completed",
        "submitted",
    ),
    ("QT-GD", dt.date(2019, 5, 20), 2, 40, "Hội trường Công đoàn ngành Giáo dục", "completed", None),
    ("QT-VC", dt.date(2019, 8, 12), 2, 35, "Hội trường Công đoàn Viên chức tỉnh", "rostered", None),
]
LETTER = [
    (
        "1. Kết quả đạt được",
        [
            "Công tác tổ chức, quản lý lớp học nghiêm túc, chặt chẽ; nội dung các chuyên đề phù hợp với tình hình, yêu cầu tổ "
            "chức và hoạt động CĐCS hiện nay.",
        ],
    ),
    (
        "2. Hạn chế, tồn tại",
        [
            "Hội trường, bàn ghế, máy chiếu có đơn vị chưa được chu đáo; số lượng học viên tham gia chưa đầy đủ theo danh sách "
            "đăng ký; một số học viên không tham gia đủ các chuyên đề.",
            "Đề nghị các công đoàn cấp trên trực tiếp cơ sở chỉ đạo công tác quản lý lớp học, đối tượng tham gia phải đầy đủ "
            "theo kế hoạch đăng ký; quản lý tài chính lớp học chặt chẽ.",
        ],
    ),
]


def tell(root):
    ground = lay_federation(root, facts.QUANGTRI, facts.QUANGTRI_STAFF, seed=16, prefix="qt.")
    staff = {role: ground.users[name] for role, name in STAFF.items()}
    give_authorities(
        ground,
        leader=staff["leader"],
        head=staff["head"],
        leader_lines=["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"],
        head_lines=["TL. BAN THƯỜNG VỤ", "TRƯỞNG BAN TỔ CHỨC"],
    )
    teach(
        ground,
        school="QT-BCV",
        title="Tập huấn nghiệp vụ cán bộ công đoàn cơ sở",
        audience="Cán bộ công đoàn cơ sở",
        topics=[0, 2, 9, 10],
        lecturer_account="qt.giangvien",
    )
    road = Road(ground, People(2019), staff=STAFF, seed=16)
    quotas = [(row[0], 2, 100) for row in facts.QUANGTRI["units"]]
    plan = issue_plan(
        ground, staff=staff, quotas=quotas, issued_on=dt.date(2019, 3, 12), paper_numbers=15, **PLAN
    )
    rows = [
        road.hold_class(
            plan, code, title=f"Lớp tập huấn nghiệp vụ cán bộ CĐCS – {ground.organisations[code].short_name}",
            starts_on=opening, days=days, count=people, venue=venue, until="approved",
        )
        for code, opening, days, people, venue, _until, _settled in CLASSES
    ]  # fmt: skip
    leader, _head = SigningAuthority.objects.for_kind(
        ground.federation, DocumentKind.NOTICE, dt.date(2019, 3, 25)
    )
    announce(plan, staff=staff, authority=leader, issued_on=dt.date(2019, 3, 25))
    for (_registration, course), (*_facts, until, settled) in zip(rows, CLASSES, strict=True):
        if settled:
            road.advance(course)
        road.go_on(course, until=until)
        if settled:
            road.settle(course, settled)
    look_back(ground, staff)
    return ground


def look_back(ground, staff):
    """The official letter of 06/6/2019 that draws the lessons of the first classes."""
    day = dt.date(2019, 6, 6)
    leader = SigningAuthority.objects.for_kind(ground.federation, DocumentKind.OFFICIAL_LETTER, day)[0]
    document = prepare_document(
        ground.federation,
        kind=DocumentKind.OFFICIAL_LETTER,
        title="Rút kinh nghiệm công tác tập huấn cán bộ CĐCS năm 2019",
        template="documents/pdf/official_letter_2022.html",
        snapshot={
            "title_lines": ["V/v rút kinh nghiệm công tác tập huấn", "cán bộ CĐCS năm 2019"],
            "legal_bases": [],
            "addressees": ["LĐLĐ huyện, thị xã, thành phố", "Công đoàn ngành, Công đoàn Viên chức tỉnh"],
            "sections": [{"heading": heading, "paragraphs": paragraphs} for heading, paragraphs in LETTER],
            "recipients": [
                {"text": "Như kính gửi", "purpose": ""},
                {"text": "Các đ/c BCV được phân công", "purpose": ""},
                {"text": "Ban Tổ chức", "purpose": ""},
            ],
            "archive_line": "Lưu: VT.",
            "annexes": [],
        },
        authority=leader,
        on=day,
        actor=staff["organiser"],
        drafting_symbol="ToC",
    )
    sign_document(document, actor=leader.user)
    issue_document(document, issued_on=day, actor=staff["clerk"])
