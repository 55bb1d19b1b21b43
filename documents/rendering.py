"""(template, snapshot) -> bytes. No database, no clock, no network: the same facts give the same bytes.

This is the slow room: WeasyPrint takes a second to import, so doors import us where they need us.
A paper is refused (``PaperError``) rather than printed with a hole in it: a forgotten fact, a missing
emblem, a letter the font does not have, a line that does not fit.
"""

import mimetypes
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

import segno
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template import Context, TemplateDoesNotExist, TemplateSyntaxError, engines
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents.facts import FONT_FOLDER, PaperError, characters_of_the_font

VARIANT = "pdf/a-2u"
STYLE = re.compile(r'<html[^>]*\sdata-style="([a-z]+)"')
INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


class Paper(NamedTuple):
    """A drawn paper: its file and the number of its pages."""

    pdf: bytes
    pages: int


def render_pdf(template, snapshot):
    """Return the PDF of ``template`` filled with ``snapshot`` (plain JSON); raise ``PaperError``."""
    return draw(template, snapshot).pdf


def draw(template, snapshot):
    """Like ``render_pdf``, but tells the number of pages too.

    The template names its stylesheet in ``<html data-style="official">``: a link would have it parsed,
    and its fonts loaded, once for every paper.
    """
    html = fill(template, snapshot)
    style = STYLE.search(html)
    if style is None:
        raise PaperError(f"{template}: <html data-style> does not name a stylesheet")
    fetcher = OurFilesOnly()
    try:
        laid_out = HTML(string=html, url_fetcher=fetcher, base_url="static:/").render(
            font_config=font_configuration(), stylesheets=[stylesheet(style[1])], presentational_hints=True
        )
        # Identifier and dates come from the facts alone, so two drawings are one file.
        pdf = laid_out.write_pdf(pdf_variant=VARIANT)
    except FatalURLFetchingError as error:  # a BaseException: nobody upstairs would catch it
        raise PaperError(f"{template}: {error.__cause__ or error}") from error
    if fetcher.refused:  # inside an SVG WeasyPrint swallows the refusal
        raise PaperError(f"{template}: {fetcher.refused[0]}")
    return Paper(pdf, len(laid_out.pages))


def fill(template, snapshot):
    """Return the HTML of a paper; every fact the template names must be in the snapshot."""
    facts = admitted(snapshot)
    missing = []
    context = StrictContext(_watched(facts, missing, ""), missing)
    context.update({"snapshot": facts})
    if "verify_url" in snapshot:
        context.update({"qr": qr(snapshot["verify_url"])})
    try:
        with translation.override("vi"):
            html = engines["django"].engine.get_template(template).render(context)
    except MissingFact as error:
        raise PaperError(f"{template}: the snapshot has no {error}") from error
    except TemplateDoesNotExist as error:
        raise PaperError(f"there is no template {error}") from error
    except TemplateSyntaxError as error:
        raise PaperError(f"{template}: {error}") from error
    if missing:  # {% if a and b %} swallows every exception
        raise PaperError(f"{template}: the snapshot has no {missing[0]}")
    return html


# Facts


class MissingFact(Exception):
    """A template asked for a fact the snapshot does not have."""


class Facts(dict):
    """A part of the snapshot that says which fact is missing instead of printing nothing."""

    def __init__(self, values, missing, where):
        super().__init__(values)
        self._missing, self._where = missing, where

    def __missing__(self, key):
        self._missing.append(f"{self._where}{key}")
        raise MissingFact(f"{self._where}{key}")


class StrictContext(Context):
    def __init__(self, values, missing):
        super().__init__(values)
        self._missing = missing

    def __getitem__(self, key):
        for layer in reversed(self.dicts):
            if key in layer:
                return layer[key]
        self._missing.append(key)
        raise MissingFact(key)


def _watched(value, missing, where):
    if isinstance(value, dict):
        inner = {key: _watched(item, missing, f"{where}{key}.") for key, item in value.items()}
        return Facts(inner, missing, where)
    if isinstance(value, list):
        return [_watched(item, missing, f"{where}{place}.") for place, item in enumerate(value)]
    return value


def admitted(value):
    """Return the facts in composed Unicode without invisible characters; refuse letters we cannot print.

    Decomposed Vietnamese looks right on paper and cannot be searched; a letter the font lacks would be
    drawn from whatever font the machine happens to have.
    """
    if isinstance(value, dict):
        return {key: admitted(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [admitted(item) for item in value]
    if not isinstance(value, str):
        return value
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", value)).replace("\u00a0", " ")
    strange = sorted(set(text) - characters_of_the_font() - set("\n\t"))
    if strange:
        raise PaperError(
            _("The font cannot print the character %(characters)s in “%(text)s”.")
            % {"characters": " ".join(strange), "text": text[:60]}
        )
    return text


def qr(url):
    """Return the QR code of a web address as inline SVG, quiet zone included."""
    if not re.match(r"https?://[^\s]+$", url or ""):
        raise PaperError(f"verify_url is not a web address: {url!r}")
    code = segno.make(url, error="m", micro=False)
    return mark_safe(code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None))


# Files


class OurFilesOnly(URLFetcher):
    """Serves our static files (``static:/img/…``) and our font (``font:/Tinos-Bold.ttf``), nothing else.

    Anything else fails the whole paper: better no paper than one without its emblem, or with someone
    else's file.
    """

    def __init__(self):
        super().__init__(fail_on_errors=True)
        self.refused = []

    def fetch(self, url, headers=None):
        scheme, _, name = url.partition(":/")
        try:
            path = {"static": _static_path, "font": _font_path}[scheme](name)
        except (KeyError, FileNotFoundError, SuspiciousFileOperation) as error:
            reason = f"a paper may not use {url}" if isinstance(error, KeyError) else f"{url}: {error}"
            self.refused.append(reason)
            raise PaperError(reason) from error
        content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})


def _static_path(name):
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError("there is no such static file")
    return Path(path)


def _font_path(name):
    path = FONT_FOLDER / name
    if path.parent != FONT_FOLDER or not name.startswith("Tinos-") or not path.is_file():
        raise FileNotFoundError(f"the font is missing in {FONT_FOLDER}; install fonts-croscore")
    return path


@cache
def font_configuration():
    """One for the process: WeasyPrint never gives back the 200 kB each of them takes."""
    return FontConfiguration()


@cache
def stylesheet(name):
    text = _static_path(f"css/paper/{name}.css").read_text(encoding="utf-8")
    try:
        return CSS(
            string=text, url_fetcher=OurFilesOnly(), base_url="static:/", font_config=font_configuration()
        )
    except FatalURLFetchingError as error:
        raise PaperError(f"{name}.css: {error.__cause__ or error}") from error
