"""People at their screens: each has a browser of his or her own and finds work through the inbox."""

import re
import shutil
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

OUTPUT = Path(__file__).resolve().parents[2] / "test-output" / "road"
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


def chromium(playwright):
    path = shutil.which("chromium")
    assert path, "the road is walked in Debian's chromium: apt-get install chromium"
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


class Person:
    """One person logged in; ``step(name)`` presses the button of a workflow step on the page."""

    def __init__(self, browser, address, username, viewport=DESKTOP):
        self.context = browser.new_context(viewport=viewport, locale="vi-VN", accept_downloads=True)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda message: self._hear(message))
        self.address, self.username = address, username
        if username:
            self.page.goto(f"{address}/login/")
            self.page.fill("#id_username", username)
            self.page.fill("#id_password", "demo-2026")
            self.page.locator("#id_password").press("Enter")
            expect(self.page.locator("h1")).to_have_text("Việc cần làm")

    def _hear(self, message):
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def go(self, path):
        self.page.goto(path if path.startswith("http") else self.address + path)
        return self

    def take(self, words):
        """Open the row of the inbox that carries these words."""
        self.go("/")
        self.page.locator("a.task", has_text=re.compile(re.escape(words))).first.click()
        return self

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)
        return self

    def choose(self, name, text):
        """Choose from a box or among radio buttons, by the words on the screen."""
        if self.page.locator(f"main input[type=radio][name={name}]").count():
            self.page.locator("main .form-check", has_text=text).locator(f"input[name={name}]").first.check()
            return self
        box = self.page.locator(f"main select[name={name}]")
        box.select_option(value=box.locator("option", has_text=text).first.get_attribute("value"))
        return self

    def send(self):
        """Press the primary button of the form in the page."""
        self.page.locator("main form button.btn-primary, main form button.btn-return").first.click()
        return self

    def step(self, name):
        """Press a step's button: it posts at once, or leads to the form that asks first."""
        self.page.locator(f"main form[action$='/{name}/'] button, main a.btn[href$='/{name}/']").first.click()
        return self

    def says(self, text):
        expect(self.page.locator("main")).to_contain_text(text)
        return self

    def shoot(self, name):
        """Keep a picture of the page at its width, and see that nothing sticks out sideways."""
        OUTPUT.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_load_state("networkidle")
        width = self.page.viewport_size["width"]
        self.page.screenshot(path=str(OUTPUT / f"{name}-{width}.png"), full_page=True)
        sideways = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert sideways <= 0, f"{name} sticks out {sideways} px at {width} px"
        return self

    @property
    def path(self):
        return self.page.url.removeprefix(self.address)

    def leave(self):
        assert self.complaints == [], f"{self.username}: {self.complaints}"
        self.context.close()


class Cast:
    def __init__(self, browser, address):
        self.browser, self.address = browser, address

    @contextmanager
    def at(self, username, viewport=DESKTOP):
        person = Person(self.browser, self.address, username, viewport)
        yield person
        person.leave()
