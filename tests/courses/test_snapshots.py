"""The facts our papers are drawn from."""

import json

from courses.models import CourseRegistration
from courses.snapshots import notice_snapshot, plan_snapshot
from tests.factories import make_plan, make_quota, make_registration


def test_a_plan_has_seven_parts_and_its_quotas(federation, unit, neighbour):
    plan = make_plan(
        federation,
        year=2022,
        title="Tập huấn Chủ tịch CĐCS năm 2022",
        purpose="1. Nâng cao năng lực.\n\n2. Đúng đối tượng.",
        legal_bases="Căn cứ Chương trình công tác năm 2022\n",
        budget_amount=86_000_000,
    )
    make_quota(plan, neighbour, courses=1, trainees=60)
    make_quota(plan, unit, courses=2, trainees=1_200)

    facts = plan_snapshot(plan)

    assert json.loads(json.dumps(facts)) == facts
    assert facts["title_lines"] == ["Tập huấn Chủ tịch CĐCS năm 2022"]
    assert facts["legal_bases"] == ["Căn cứ Chương trình công tác năm 2022"]
    assert [part["heading"] for part in facts["sections"]] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. ĐỐI TƯỢNG",
        "III. NỘI DUNG, HÌNH THỨC",
        "IV. THỜI GIAN, ĐỊA ĐIỂM",
        "V. CHỈ TIÊU",
        "VI. KINH PHÍ",
        "VII. TỔ CHỨC THỰC HIỆN",
    ]
    assert facts["sections"][0]["paragraphs"] == ["1. Nâng cao năng lực.", "2. Đúng đối tượng."]
    assert facts["sections"][5]["paragraphs"][-1] == "Tổng dự toán: 86.000.000 đồng."
    annex = facts["annexes"][0]
    assert annex["rows"] == [["1", unit.name, "2", "1.200"], ["2", neighbour.name, "1", "60"]]
    assert annex["totals"] == ["", "Cộng", "3", "1.260"]
    assert all(len(row) == len(annex["columns"]) for row in [*annex["rows"], annex["totals"]])


def test_a_notice_names_the_plan_and_sums_its_classes(federation, unit):
    plan = make_plan(federation, title="tập huấn năm 2022")
    one_day = make_registration(unit, plan=plan, estimate=((1, 500_000),))
    CourseRegistration.objects.filter(pk=one_day.pk).update(ends_on=one_day.starts_on)
    make_registration(unit, plan=plan)
    rows = list(CourseRegistration.objects.select_related("organisation").order_by("pk"))

    facts = notice_snapshot(plan, rows)

    assert json.loads(json.dumps(facts)) == facts
    assert plan.document.reference in facts["sections"][0]["paragraphs"][0]
    assert "2 lớp" in facts["sections"][0]["paragraphs"][0]
    assert facts["addressees"] == [unit.name]
    annex = facts["annexes"][0]
    assert annex["rows"][0][3] == "06/06/2022"
    assert annex["totals"] == ["", "Cộng", "", "", "", "120", "3.700.000"]
    assert all(len(row) == len(annex["columns"]) for row in [*annex["rows"], annex["totals"]])
