"""What a certificate and its decision say, frozen in the hour of issue: plain JSON values only."""

from django.conf import settings
from django.urls import reverse

from core.formatting import short_official
from trainees.enums import Gender


def certificate(enrolment, *, token, register_reference, issued_on):
    """Facts of one certificate. ``enrolment`` comes with its trainee, course, programme and assessment."""
    trainee, course = enrolment.trainee, enrolment.course
    assessment = getattr(enrolment, "assessment", None)
    grade = assessment.get_grade_display() if assessment and assessment.grade else ""
    federation = course.organisation.federation
    return {
        "certificate_title": "GIẤY CHỨNG NHẬN",
        "issuer_line": f"BAN THƯỜNG VỤ {federation.name.upper()} CHỨNG NHẬN",
        "holder_title": {Gender.MALE: "Ông", Gender.FEMALE: "Bà"}.get(trainee.gender, "Ông/Bà"),
        "holder_name": trainee.full_name,
        "birth_text": birth(trainee),
        "position_text": ", ".join(part for part in (trainee.position, trainee.workplace) if part),
        "programme_title": course.programme.title,
        "course_title": course.title,
        "period_text": f"từ ngày {short_official(course.starts_on)} đến ngày {short_official(course.ends_on)}",
        "venue_text": course.venue,
        "result_text": grade,
        "register_reference": register_reference,
        "verify_url": settings.PUBLIC_URL + reverse("certificates:verify", args=[token]),
        "verify_code": token,
    }


def birth(trainee):
    if trainee.birth_date:
        return short_official(trainee.birth_date)
    return str(trainee.birth_year or "")


def decision(batch, enrolments):
    """Facts of the decision that grants the certificates, with the list as its annex."""
    course = batch.course
    people = len(enrolments)
    return {
        "title_lines": [f"Về việc cấp giấy chứng nhận cho học viên hoàn thành {course.title}"],
        "deciding_body": f"BAN THƯỜNG VỤ {batch.organisation.name.upper()}",
        "legal_bases": [f"Căn cứ kết quả học tập và rèn luyện của học viên {course.title}"],
        "sections": [
            {
                "heading": "Điều 1.",
                "paragraphs": [
                    f"Cấp giấy chứng nhận cho {people} học viên đã hoàn thành chương trình “{course.programme.title}”, "
                    f"tổ chức từ ngày {short_official(course.starts_on)} đến ngày {short_official(course.ends_on)} "
                    f"tại {course.venue} (có danh sách kèm theo)."
                ],
            },
            {
                "heading": "Điều 2.",
                "paragraphs": [
                    f"Ban Tổ chức, {course.organisation.name} và các học viên có tên tại Điều 1 thi hành Quyết định này."
                ],
            },
        ],
        "recipients": [
            {"text": "Như Điều 2", "purpose": ""},
            {"text": course.organisation.name, "purpose": "(để thực hiện)"},
        ],
        "archive_line": "Lưu: VT, ToC.",
        "annexes": [roster(enrolments)],
    }


def roster(enrolments):
    return {
        "title": "Danh sách học viên được cấp giấy chứng nhận",
        "landscape": False,
        "columns": [
            {"title": "STT", "width": 12, "align": "center"},
            {"title": "Họ và tên", "width": 50, "align": "left"},
            {"title": "Ngày sinh", "width": 25, "align": "center"},
            {"title": "Chức vụ, đơn vị", "align": "left"},
        ],
        "rows": [
            [
                str(number),
                enrolment.trainee.full_name,
                birth(enrolment.trainee),
                ", ".join(part for part in (enrolment.trainee.position, enrolment.trainee.workplace) if part),
            ]
            for number, enrolment in enumerate(enrolments, 1)
        ],
        "totals": None,
        "note": f"Danh sách có {len(enrolments)} người.",
    }
