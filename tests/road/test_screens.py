"""Every screen of the menu and one page of each kind, by all twelve roles, on a desk and on a phone."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.road.people import DESKTOP, PHONE, Person, chromium
from tests.road.stack import Stack

pytestmark = pytest.mark.browser

ROLES = [
    "chuyenvien", "truongban", "lanhdao", "vanthu", "ketoan", "truongtaichinh",
    "donvi", "chutichdonvi", "truong", "giangvien", "kiemtra", "quantri",
]  # fmt: skip
OUTPUT = Path(__file__).resolve().parents[2] / "test-output" / "screens"
NOT_PAGES = re.compile(r"/file/|/export/|/zip/|\.xlsx|/sample/|/v/")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ENGLISH = re.compile(
    r"\b(None|True|False|Submit|Save|Edit|Delete|Search|Filter|Status|Course|Session|Training|Trainee|Unit|"
    r"Draft|Approved|Returned|draft|approved|submitted|returned|pending|the|and|with|of)\b"
)


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    stack = Stack(tmp_path_factory.mktemp("screens"))
    try:
        stack.manage("migrate", "-v", "0")
        stack.manage("load_demo")
        yield stack.start(worker=False)
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def browser(stack):
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def examined():
    """Kinds of pages seen by axe already: one page of each kind is enough for it."""
    return set()


def kind_of(path):
    return re.sub(r"\d+", "N", path.partition("?")[0])


def links(page, where):
    found = page.eval_on_selector_all(where, "links => links.map(link => link.getAttribute('href'))")
    paths = [path.partition("#")[0] for path in found if path]
    return list(dict.fromkeys(path for path in paths if path.startswith("/") and not NOT_PAGES.search(path)))


def look(person, path, examined):
    """Open one page and look at it at both widths; returns what is wrong with it."""
    page, kind = person.page, kind_of(path)
    page.set_viewport_size(DESKTOP)
    answer = page.goto(person.address + path)
    wrong = [] if answer.status == 200 else [f"status {answer.status}"]
    if not page.title().endswith("Quản lý đào tạo"):
        wrong.append(f"title {page.title()}")
    if words := ENGLISH.findall(page.inner_text("body")):
        wrong.append(f"English: {sorted(set(words))}")
    name = f"{person.username}-{path.strip('/').replace('/', '-') or 'inbox'}"
    for width in (DESKTOP, PHONE):
        page.set_viewport_size(width)
        if kind not in examined or path == "/":  # one picture of each kind, and everybody's inbox
            page.screenshot(path=str(OUTPUT / f"{name}-{width['width']}.png"), full_page=True)
        sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if sideways > 0:
            wrong.append(f"sticks out {sideways} px at {width['width']} px")
    if kind not in examined:
        examined.add(kind)
        if len(examined) % 3:  # every third kind is judged on the phone, the others on the desk
            page.set_viewport_size(DESKTOP)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        wrong += [
            f"axe {broken['id']}: {broken['nodes'][0]['html'][:160]}"
            for broken in found.response["violations"]
        ]
    return [f"{person.username} {path}: {text}" for text in wrong]


@pytest.mark.parametrize("username", ROLES)
def test_every_screen_of(username, browser, stack, examined):
    OUTPUT.mkdir(parents=True, exist_ok=True)
    person = Person(browser, stack.address, username)
    menu = links(person.page, ".side a")
    waiting, opened, kinds, wrong = list(menu), set(), set(), []
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        known = path not in menu and (kind in kinds or kind in examined)
        if path in opened or known:
            continue
        opened.add(path)
        kinds.add(kind)
        wrong += look(person, path, examined)
        if path in menu or kind == "/courses/N/":  # the rows of the lists, and the tabs of a class
            waiting += links(person.page, "main a")

    assert wrong == []
    assert len(menu) >= 3
    assert set(menu) <= opened
    person.leave()


def test_the_log_in_offers_the_twelve_accounts_in_order(browser, stack, examined):
    person = Person(browser, stack.address, "")
    wrong = look(person, "/login/", examined)

    offered = person.page.eval_on_selector_all(
        ".demo-list [name=username]", "fields => fields.map(field => field.value)"
    )

    assert offered == ROLES
    assert person.page.is_checked("[name=is_shared]")
    assert wrong == []
    person.leave()
