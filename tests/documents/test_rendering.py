"""The drawing room: only our files, only our font, the same facts the same bytes, no paper with a hole in it."""

import json
import subprocess
import sys
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.template import engines
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from documents.facts import FONT_FOLDER, PaperError
from documents.rendering import OurFilesOnly, draw, fill, render_pdf
from tests.documents.paper_probe import FACTS, TEMPLATES, facts_of

NOT_READ = {  # facts a paper has by contract and has no place for
    "letter": {"legal_bases"},
    "decision": {"addressees"},
    "certificate": {"place_name"},
    "advance": {"letterhead.place_name", "letterhead.parent_lines"},
}
OPTIONAL = {"issuer_name", "width", "align", "deciding_body", "explanation", "venue_text"}


@pytest.fixture(scope="module")
def drawn():
    """Every paper of the facts folder, drawn once."""
    return {name: draw(template, facts_of(name)) for name, template in TEMPLATES.items()}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_paper_is_an_archive_file_in_our_font_alone(drawn, name):
    reader = PdfReader(BytesIO(drawn[name].pdf))

    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[descendant["/BaseFont"].split("+")[-1]] = descendant["/FontDescriptor"].get_object()

    assert all(font.startswith("Tinos") for font in fonts), fonts
    made = {TTFont(file)["head"].created for file in FONT_FOLDER.glob("Tinos-*.ttf")}
    for descriptor in fonts.values():  # the name is ours to choose: look into the embedded file itself
        assert TTFont(BytesIO(descriptor["/FontFile2"].get_data()))["head"].created in made
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert facts_of(name)["reference"] in reader.metadata.title
    assert reader.metadata.author == " ".join(facts_of(name)["letterhead"]["issuer_lines"])
    assert reader.metadata.creation_date.date().isoformat() == facts_of(name)["issued_on"]
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:part="2"' in metadata
    assert 'pdfaid:conformance="U"' in metadata
    assert len(reader.pages) == drawn[name].pages


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_facts_give_the_same_bytes(drawn, name):
    assert render_pdf(TEMPLATES[name], facts_of(name)) == drawn[name].pdf


def test_another_process_without_a_database_gives_the_same_bytes(drawn, tmp_path):
    out = tmp_path / "notice.pdf"
    command = [
        sys.executable,
        "manage.py",
        "render_paper",
        TEMPLATES["notice"],
        FACTS / "notice.json",
        out,
        "--json",
    ]
    environment = {"DJANGO_SETTINGS_MODULE": "trainingmgr.settings_test", "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        command, capture_output=True, text=True, check=True, env=environment, cwd=FACTS.parents[2]
    )

    told = json.loads(ran.stdout)
    assert out.read_bytes() == drawn["notice"].pdf
    assert told["pages"] == drawn["notice"].pages
    assert told["bytes"] == len(drawn["notice"].pdf)


# Refusals


def _paths(value, path=()):
    if isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key)
            yield from _paths(item, (*path, key))
    if isinstance(value, list) and value:
        yield from _paths(value[0], (*path, 0))


@pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name in TEMPLATES for path in _paths(facts_of(name))], ids=str
)
def test_a_forgotten_fact_fails_the_paper(name, path):
    unread = path[-1] in OPTIONAL or ".".join(map(str, path)) in NOT_READ.get(name, set())
    told = "qr" if path == ("verify_url",) else str(path[-1])
    facts = facts_of(name)
    part = facts
    for key in path[:-1]:
        part = part[key]
    del part[path[-1]]

    if unread:
        fill(TEMPLATES[name], facts)
    else:
        with pytest.raises(PaperError, match=told):
            fill(TEMPLATES[name], facts)


def test_a_row_of_another_length_fails_the_paper():
    facts = facts_of("notice")
    facts["annexes"][0]["rows"][3].pop()

    with pytest.raises(PaperError, match="5 cells under 6 columns"):
        fill(TEMPLATES["notice"], facts)


@pytest.fixture
def page(settings, tmp_path):
    """Draw a page with this body as if it were one of our templates."""
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    def _draw(body, head=""):
        html = f'<html lang="vi" data-style="official"><head>{head}</head><body>{body}</body></html>'
        (tmp_path / "page.html").write_text(html)
        engines["django"].engine.template_loaders[0].reset()
        return draw("page.html", {})

    return _draw


@pytest.mark.parametrize(
    "body",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="https://example.com/x.png">',
        '<img src="file:///etc/passwd">',
        '<img src="data:image/png;base64,iVBORw0KGgo=">',
        '<object data="file:///etc/passwd"></object>',
        '<img src="static:/img/paper/none.svg">',
        '<img src="static:/../manage.py">',
        '<img src="font:/../../../../etc/passwd">',
        '<img src="font:/Arimo-Regular.ttf">',
        '<img src="relative.png">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<style>@import "http://127.0.0.1:9/x.css";</style>',
        '<style>body { background: url("http://127.0.0.1:9/x.png") }</style>',
        '<style>@font-face { font-family: X; src: url("http://127.0.0.1:9/x.ttf") }</style>',
        '<svg viewBox="0 0 9 9" width="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    ],
)
def test_foreign_files_fail_the_paper(page, body):
    with pytest.raises(PaperError):
        page(body)


def test_our_own_files_are_served(page):
    assert page('<img src="static:/img/paper/border.svg">').pages >= 1
    assert OurFilesOnly().fetch("font:/Tinos-Bold.ttf").read(4) == b"\x00\x01\x00\x00"


def test_a_missing_font_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("documents.rendering.FONT_FOLDER", tmp_path)

    with pytest.raises(PaperError, match="fonts-croscore"):
        OurFilesOnly().fetch("font:/Tinos-Bold.ttf")


@pytest.mark.parametrize("address", ["", None, "javascript:alert(1)", "tracuu.example/x", "https://a b"])
def test_a_qr_code_wants_a_web_address(address):
    with pytest.raises(PaperError, match="verify_url"):
        fill(TEMPLATES["certificate"], facts_of("certificate", verify_url=address))


# The command


def test_the_command_says_what_is_wrong(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text("{")

    with pytest.raises(CommandError, match=r"broken\.json"):
        call_command("render_paper", TEMPLATES["plan"], str(broken), str(tmp_path / "x.pdf"))
    with pytest.raises(CommandError, match="no template"):
        call_command(
            "render_paper", "courses/pdf/none.html", str(FACTS / "plan.json"), str(tmp_path / "x.pdf")
        )
    with pytest.raises(CommandError, match="snapshot has no"):
        call_command(
            "render_paper", TEMPLATES["letter"], str(FACTS / "certificate.json"), str(tmp_path / "x.pdf")
        )
    assert not (tmp_path / "x.pdf").exists()
