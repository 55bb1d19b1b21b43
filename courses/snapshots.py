"""What our papers say, gathered once when they are prepared; the words of the paper itself are Vietnamese."""

from core.formatting import dong, money, plain_date, short_official

SECTIONS = (
    ("MỤC ĐÍCH, YÊU CẦU", "purpose"),
    ("ĐỐI TƯỢNG", "audience"),
    ("NỘI DUNG, HÌNH THỨC", "content"),
    ("THỜI GIAN, ĐỊA ĐIỂM", "schedule"),
)
RECIPIENTS = [
    {"text": "Thường trực Liên đoàn Lao động", "purpose": "(để b/cáo)"},
    {"text": "Các đơn vị có tên trong phụ lục", "purpose": "(để thực hiện)"},
]
ARCHIVE_LINE = "Lưu: VT, ToC."


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def plan_snapshot(plan):
    """The annual plan: sections I to VII and the annex of quotas."""
    quotas = list(plan.quotas.select_related("organisation").order_by("organisation__path"))
    courses, trainees = sum(row.courses for row in quotas), sum(row.trainees for row in quotas)
    parts = [(heading, _lines(getattr(plan, field))) for heading, field in SECTIONS]
    parts.append(
        (
            "CHỈ TIÊU",
            [
                f"Tổng số {courses} lớp với {money(trainees)} lượt học viên, giao cho {len(quotas)} đơn vị "
                "theo phụ lục kèm theo."
            ],
        )
    )
    funding = _lines(plan.funding)
    if plan.budget_amount:
        funding.append(f"Tổng dự toán: {dong(plan.budget_amount)}.")
    parts += [("KINH PHÍ", funding), ("TỔ CHỨC THỰC HIỆN", _lines(plan.assignment))]
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII")
    return {
        "title_lines": [plan.title],
        "legal_bases": _lines(plan.legal_bases),
        "addressees": [],
        "sections": [
            {"heading": f"{numeral}. {heading}", "paragraphs": paragraphs}
            for numeral, (heading, paragraphs) in zip(numerals, parts, strict=True)
        ],
        "recipients": RECIPIENTS,
        "archive_line": ARCHIVE_LINE,
        "annexes": [_quota_annex(plan, quotas, courses, trainees)],
    }


def _quota_annex(plan, quotas, courses, trainees):
    return {
        "title": f"Chỉ tiêu mở lớp và số học viên năm {plan.year}",
        "landscape": False,
        "columns": [
            {"title": "STT", "width": 12, "align": "center"},
            {"title": "Đơn vị", "align": "left"},
            {"title": "Số lớp", "width": 24, "align": "right"},
            {"title": "Số học viên", "width": 30, "align": "right"},
        ],
        "rows": [
            [str(number), row.organisation.name, str(row.courses), money(row.trainees)]
            for number, row in enumerate(quotas, 1)
        ],
        "totals": ["", "Cộng", str(courses), money(trainees)],
        "note": "",
    }


def notice_snapshot(plan, registrations):
    """The notice of approved classes: what was approved, and the annex listing the classes."""
    paper = plan.document
    basis = f"Thực hiện Kế hoạch số {paper.reference} ngày {short_official(paper.issued_on)} về {plan.title}"
    opening = (
        f"{basis}; sau khi xem xét đăng ký của các đơn vị, Liên đoàn Lao động thông báo danh sách "
        f"{len(registrations)} lớp được duyệt tổ chức, theo phụ lục kèm theo."
    )
    return {
        "title_lines": [f"Danh sách lớp được duyệt tổ chức năm {plan.year}"],
        "legal_bases": [],
        "addressees": sorted({row.organisation.name for row in registrations}),
        "sections": [
            {
                "heading": "",
                "paragraphs": [
                    opening,
                    "Đề nghị các đơn vị chuẩn bị địa điểm, cử đúng đối tượng, tổ chức lớp đúng thời gian đã "
                    "được duyệt và lập danh sách học viên trước ngày khai giảng. Nếu có thay đổi, báo cáo "
                    "Liên đoàn Lao động (qua Ban Tổ chức) để xem xét.",
                ],
            }
        ],
        "recipients": [{"text": "Như trên", "purpose": "(để thực hiện)"}, RECIPIENTS[0]],
        "archive_line": ARCHIVE_LINE,
        "annexes": [_class_annex(plan, registrations)],
    }


def _class_annex(plan, registrations):
    people = sum(row.expected_trainees for row in registrations)
    amount = sum(row.estimate_amount for row in registrations)
    return {
        "title": f"Danh sách lớp được duyệt tổ chức năm {plan.year}",
        "landscape": True,
        "columns": [
            {"title": "STT", "width": 12, "align": "center"},
            {"title": "Đơn vị", "width": 52, "align": "left"},
            {"title": "Tên lớp", "align": "left"},
            {"title": "Thời gian", "width": 26, "align": "center"},
            {"title": "Địa điểm", "width": 44, "align": "left"},
            {"title": "Số người", "width": 18, "align": "right"},
            {"title": "Kinh phí dự toán (đồng)", "width": 30, "align": "right"},
        ],
        "rows": [
            [
                str(number),
                row.organisation.name,
                row.title,
                _period(row),
                row.venue,
                money(row.expected_trainees),
                money(row.estimate_amount),
            ]
            for number, row in enumerate(registrations, 1)
        ],
        "totals": ["", "Cộng", "", "", "", money(people), money(amount)],
        "note": "",
    }


def _period(row):
    if row.starts_on == row.ends_on:
        return plain_date(row.starts_on)
    return f"{plain_date(row.starts_on)} - {plain_date(row.ends_on)}"
