"""The whole road in a real browser, by all roles: from a training plan to certificates and a settled class."""

import datetime as dt
import subprocess

import pytest
import xlsxwriter
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from tests.road.people import PHONE, Cast, chromium
from tests.road.stack import Stack, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.worker]

UNIT = "Công đoàn phường Cầu Giấy"
TITLE = "Lớp bồi dưỡng Chủ tịch CĐCS khóa thử"
PEOPLE = 24
TODAY = timezone.localdate()
MONDAY = TODAY - dt.timedelta(days=TODAY.weekday() + 7)
WRITTEN = f"{MONDAY:%d/%m/%Y}"


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    stack = Stack(tmp_path_factory.mktemp("road"))
    try:
        stack.start(worker=False)
        stack.run("from tests.road.ground import lay\nlay()")
        stack.start_worker()
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def cast(stack):
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        yield Cast(browser, stack.address)
        browser.close()


def test_the_whole_road(cast, stack, tmp_path):
    plan_the_year(cast, tmp_path)
    register_a_class(cast)
    announce_it(cast)
    course = staff_it(cast)
    send_the_roster(cast, course, tmp_path)
    money_before(cast, course)
    call_the_roll(cast, course)
    conclude_it(cast, course)
    certify_it(cast, course)
    settle_it(cast, course)
    look_on(cast, course)
    for check in ("check_registers", "verify_files", "verify_audit"):
        stack.manage(check)


def plan_the_year(cast, tmp_path):
    with cast.at("chuyenvien") as an:
        an.go("/plans/new/").fill(
            year=str(MONDAY.year), title="Kế hoạch bồi dưỡng cán bộ công đoàn", purpose="Nâng cao chất lượng đội ngũ",
            audience="Chủ tịch CĐCS", content="Các chuyên đề của chương trình", schedule="Trong năm",
            funding="Tài chính công đoàn", assignment="Ban Tổ chức theo dõi, đôn đốc", budget_amount="500.000.000",
        )  # fmt: skip
        an.choose("programme", "Bồi dưỡng Chủ tịch").send()
        plan = an.path
        an.go(f"{plan}quotas/")
        row = an.page.locator("tr", has_text=UNIT)
        row.locator("input").nth(0).fill("2")
        row.locator("input").nth(1).fill("100")
        an.send().go(plan).shoot("plan").step("submit").says("Trưởng ban")
    with cast.at("truongban") as binh:
        binh.take("Kế hoạch bồi dưỡng cán bộ").step("endorse")
    with cast.at("lanhdao") as lan:
        lan.take("Kế hoạch bồi dưỡng cán bộ").step("approve").send()
    issue(cast, "Kế hoạch bồi dưỡng cán bộ", "01/KH-LĐLĐ", tmp_path)


def issue(cast, words, reference, tmp_path=None):
    """The clerk numbers what waits; the printed page follows by itself."""
    with cast.at("vanthu") as thu:
        thu.take(words).step("issue").send().says(reference)
        door = thu.page.url
        link = thu.page.locator("main a[href$='/file/']")
        wait_for(lambda: thu.go(door) and link.count(), f"the page of {reference}", patience=90)
        thu.shoot("document")
        if tmp_path:
            pdf = tmp_path / "paper.pdf"
            printed = f"Số: {reference}"
            wait_for(
                lambda: printed in text_of(thu, link.first.get_attribute("href"), pdf), printed, patience=60
            )


def text_of(person, path, pdf):
    pdf.write_bytes(person.context.request.get(person.address + path).body())
    return subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout


def register_a_class(cast):
    with cast.at("donvi") as dung:
        dung.take("Đăng ký mở lớp").fill(
            title=TITLE,
            starts_on=WRITTEN,
            ends_on=WRITTEN,
            venue="Hội trường tầng 2",
            expected_trainees=str(PEOPLE),
        )
        rows = [
            ("Tiền công giảng viên", "buổi", "2", "1.000.000"),
            ("Giải khát", "người/buổi", "48", "20.000"),
        ]
        for number, cells in enumerate(rows):
            row = dung.page.locator("table[data-rows] tbody tr").nth(number)
            for position, value in enumerate(cells):
                row.locator("input").nth(position).fill(value)
        dung.shoot("registration-form").send().says("2.960.000")
        registration = dung.path
        dung.step("submit").says("Chờ duyệt")
    with cast.at("truongban") as binh:
        binh.take(TITLE).shoot("registration-review")
        binh.page.fill("main textarea[name=reason]", "Ghi rõ nội dung phối hợp với trung tâm")
        binh.page.locator("main form[action$='/return/'] button, main button.btn-return").first.click()
        binh.says("Bị trả lại")
    with cast.at("donvi") as dung:
        dung.take("Ghi rõ nội dung phối hợp").go(f"{registration}edit/").fill(
            note="Không phối hợp, đơn vị tự tổ chức"
        ).send()
        dung.go(registration).step("submit")
    with cast.at("truongban") as binh:
        binh.take(TITLE).step("approve").says("Đã duyệt")


def announce_it(cast):
    with cast.at("chuyenvien") as an:
        an.take("chờ ra thông báo").choose("authority", "TL.").send()
    with cast.at("truongban") as binh:
        binh.take("Danh sách lớp").step("sign")
    issue(cast, "Danh sách lớp", "01/TB-LĐLĐ")


def staff_it(cast):
    with cast.at("truong") as truc:
        truc.take("Phân công giảng viên")
        for box in truc.page.locator("select[name^=lecturer_]").all():
            box.select_option(
                value=box.locator("option", has_text="Trịnh Hương Giang").get_attribute("value")
            )
        truc.shoot("schedule").send().says("Trịnh Hương Giang")
        return truc.path.removesuffix("schedule/")


def roster(folder):
    """A roster as units send it: a title block, one row without a name, one impossible date, a total, a signature."""
    path = folder / "danh-sach.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("DS")
        sheet.write(0, 0, UNIT.upper())
        sheet.write(1, 0, "DANH SÁCH HỌC VIÊN")
        sheet.write_row(
            3,
            0,
            ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Công đoàn cơ sở", "Số điện thoại"],
        )
        for number in range(1, PEOPLE + 1):
            name = (
                f"Nguyễn Văn {['Anh', 'Bình', 'Cường', 'Dũng', 'Đức', 'Hải'][number % 6]} {chr(64 + number)}"
            )
            sheet.write_row(
                3 + number,
                0,
                [
                    number,
                    name,
                    f"{number:02d}/03/1984",
                    "Nam",
                    "Chủ tịch CĐCS",
                    f"CĐCS Số {number}",
                    f"09123456{number:02d}",
                ],
            )
        sheet.write_row(
            4 + PEOPLE,
            0,
            [PEOPLE + 1, "Trần Thị Sai Ngày", "30/02/1985", "Nữ", "Chủ tịch CĐCS", "CĐCS Cuối", ""],
        )
        sheet.write(6 + PEOPLE, 1, f"Tổng cộng: {PEOPLE + 1} học viên")
    return path


def send_the_roster(cast, course, folder):
    with cast.at("donvi") as dung:
        not_excel = folder / "thu.xlsx"
        not_excel.write_bytes(b"day khong phai tep Excel")
        dung.take("Gửi danh sách học viên").go(f"{course}roster/upload/")
        dung.page.set_input_files("input[type=file]", str(not_excel))
        dung.send().says("thu.xlsx")
        dung.page.set_input_files("input[type=file]", str(roster(folder)))
        dung.send().says("30/02/1985")
        dung.shoot("roster-preview").step("apply")
        dung.go(f"{course}roster/").says(f"CĐCS Số {PEOPLE}").shoot("roster")
        expect(dung.page.locator("main")).not_to_contain_text("Trần Thị Sai Ngày")


def money_before(cast, course):
    with cast.at("donvi") as dung:
        due = MONDAY + dt.timedelta(days=40)
        dung.go(f"{course}advances/new/").fill(
            amount="2.000.000", purpose="Tổ chức lớp", due_on=f"{due:%d/%m/%Y}"
        ).send()
    with cast.at("chutichdonvi") as hoa:
        hoa.take("Tạm ứng").step("submit")
    with cast.at("truongtaichinh") as tai:
        tai.take("Tạm ứng").step("approve")
        if tai.path.endswith("/approve/"):
            tai.send()
    with cast.at("ketoan") as kien:
        kien.take("Tạm ứng").step("pay").fill(voucher_number="PC-001").send().says("PC-001")


def call_the_roll(cast, course):
    with cast.at("donvi") as dung:
        dung.go(course).step("start").says("Đang học")
    for part in range(2):
        with cast.at("giangvien", PHONE) as giang:
            giang.take("điểm danh")
            row = giang.page.locator("li.ro").nth(part)
            row.locator("button.a").click()
            expect(row).to_have_attribute("data-status", "absent")
            giang.page.locator("[data-fill-rest]").click()
            expect(giang.page.locator("[data-count=unmarked]")).to_have_text("0")
            giang.shoot("attendance")
            giang.page.locator("[data-close]").click()
            giang.says(f"{PEOPLE - 1}").shoot("attendance-close").send()
            giang.says("có mặt")


def conclude_it(cast, course):
    with cast.at("truong") as truc:
        truc.go(f"{course}results/")
        for box in truc.page.locator("select[name^=essay-]").all():
            box.select_option("yes")
        for box in truc.page.locator("select[name^=grade-]").all():
            box.select_option("good")
        truc.page.locator("main form button.btn-primary").last.click()
        truc.shoot("results")
    with cast.at("chuyenvien") as an:
        an.go(f"{course}complete/").send()
        an.go(course).says("Đã hoàn thành")


def certify_it(cast, course):
    with cast.at("chuyenvien") as an:
        an.take("Đề nghị cấp giấy chứng nhận").shoot("certificates-eligible")
        an.page.locator("main form[action$='/certificates/new/'] button").click()
        an.step("submit").choose("authority", "Vũ Ngọc Lan").send().says("Chờ lãnh đạo duyệt")
    with cast.at("lanhdao") as lan:
        lan.take("Giấy chứng nhận").step("approve").says("Chờ cấp số")
    with cast.at("vanthu") as thu:
        thu.take("Giấy chứng nhận").step("issue").send()
        batch = thu.page.url
        thu.shoot("certificates-progress")
        drawn = thu.page.locator("main a[href$='/file/']")
        expected = thu.page.locator("main tbody tr").count()
        wait_for(lambda: thu.go(batch) and drawn.count() == expected, "every certificate", patience=120)
        thu.shoot("certificates-issued")
        thu.page.locator("main tbody tr a").first.click()
        public = thu.page.locator("main a[href^='/v/']").first.get_attribute("href")
    with cast.at(None, PHONE) as anyone:
        anyone.go(public).says("ĐÚNG").says("0001/BD-").shoot("verify")
        anyone.go("/v/khong-co-ma-nay/").says("KHÔNG TÌM THẤY")


def settle_it(cast, course):
    with cast.at("donvi") as dung:
        dung.take("Lập quyết toán").page.locator("main form[action$='/settlement/'] button").first.click()
        settlement = dung.path
        lines = [("Tiền công giảng viên", "2", "1.000.000", "HĐ-01"), ("Giải khát", "46", "20.000", "HĐ-02")]
        for position, (what, quantity, price, voucher) in enumerate(lines, 1):
            dung.go(f"{settlement}expenses/new/")
            dung.fill(
                description=what,
                spent_on=WRITTEN,
                quantity=quantity,
                unit_price=price,
                voucher_number=voucher,
            )
            box = dung.page.locator("select[name=estimate_line]")
            box.select_option(index=position)
            dung.send()
        dung.go(f"{settlement}edit/").fill(explanation="Đã đối chiếu với điểm danh từng buổi.").send()
        dung.go(settlement).says("2.920.000").shoot("settlement")
    with cast.at("chutichdonvi") as hoa:
        hoa.take("Quyết toán").step("submit").says("Chờ")
    with cast.at("ketoan") as kien:
        kien.take("Quyết toán").step("return").fill(reason="Thiếu bảng kê ký nhận giải khát").send()
    with cast.at("donvi") as dung:
        dung.take("Thiếu bảng kê").go(f"{settlement}edit/").fill(
            explanation="Đã bổ sung bảng kê ký nhận."
        ).send()
    with cast.at("chutichdonvi") as hoa:
        hoa.take("Quyết toán").step("submit")
    with cast.at("ketoan") as kien:
        kien.take("Quyết toán").step("check")
    with cast.at("truongtaichinh") as tai:
        tai.take("Quyết toán").step("approve").send().says("khóa")
        door = tai.page.url
        sheet = tai.page.locator("main a[href$='/file/']")
        wait_for(lambda: tai.go(door) and sheet.count(), "the settlement sheet", patience=90)
        tai.shoot("settlement-approved")
    with cast.at("donvi") as dung:
        response = dung.page.goto(f"{cast.address}{settlement}expenses/new/")
        locked = response.status in {403, 404} or dung.page.locator("main form .btn-primary").count() == 0
        assert locked or refuses(dung), "an approved settlement still takes expenses"


def refuses(person):
    person.fill(
        description="Thêm", spent_on=WRITTEN, quantity="1", unit_price="1.000", voucher_number="X"
    ).send()
    return person.page.locator("main .errsum, main [role=alert]").count() > 0


def look_on(cast, course):
    """The inspector sees everything and changes nothing; the administrator finds people and organisations."""
    with cast.at("kiemtra") as minh:
        for tab in ("", "roster/", "schedule/", "results/", "certificates/", "finance/"):
            minh.go(f"{course}{tab}").says(TITLE)
        assert minh.page.locator("main form[method=post]").count() == 0
        token = minh.page.context.cookies()
        answer = minh.context.request.post(
            f"{cast.address}{course}cancel/",
            form={"reason": "x", "csrfmiddlewaretoken": csrf(token)},
            headers={"Referer": cast.address},
        )
        assert answer.status == 403
        minh.go("/overview/").says("Tổng quan").shoot("overview")
    with cast.at("quantri") as quan:
        quan.go("/people/").says("Phạm Hoài An").go("/organisations/").says(UNIT)


def csrf(cookies):
    return next((cookie["value"] for cookie in cookies if cookie["name"] == "csrftoken"), "")
