"""How fast certificates are drawn: one compile of fonts and styles, then one PDF after the other."""

import json
import statistics
import time
from pathlib import Path

import django

from documents.rendering import render_pdf

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "tests" / "documents" / "facts" / "certificate.json"
TEMPLATE = "certificates/pdf/certificate_2022.html"
COUNT = 30


def run(say):
    """Milliseconds of CPU for the first certificate, and for the following ones."""
    django.setup()
    facts = json.loads(FACTS.read_text())
    times, size = [], 0
    for number in range(COUNT):
        facts["holder_name"] = f"Nguyễn Thị Thử Nghiệm {number}"
        begun = time.process_time()
        size = len(render_pdf(TEMPLATE, facts))
        times.append((time.process_time() - begun) * 1000)
    rest = sorted(times[1:])
    say(f"{statistics.median(rest):.0f} ms of CPU for each certificate after the first")
    return {
        "certificates": COUNT,
        "first_ms_cpu": round(times[0]),
        "median_ms_cpu": round(statistics.median(rest)),
        "slowest_ms_cpu": round(rest[-1]),
        "bytes_each": size,
    }
