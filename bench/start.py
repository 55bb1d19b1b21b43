"""How long a person waits for the first page: an empty installation, then every later start, then the stop."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = "/healthz"
LIMIT_SECONDS = 180
LATER_STARTS = 3


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def has_page(port):
    try:
        page = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        page.request("GET", PAGE)
        return page.getresponse().status in {200, 503}
    except OSError:
        return False


def once(port):
    """Start, wait for the page, stop; return the seconds to the page and the seconds to the end."""
    command = [sys.executable, "dev.py", "run", "--empty"]
    begun = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PORT": str(port)}, stdout=subprocess.DEVNULL
    )
    try:
        while not has_page(port):
            if process.poll() is not None or time.monotonic() - begun > LIMIT_SECONDS:
                raise RuntimeError("no page")
            time.sleep(0.02)
        seconds = time.monotonic() - begun
        time.sleep(3)  # let the worker come up, as it would for a person
    finally:
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    return seconds, time.monotonic() - asked


def run(say):
    port = free_port()
    first, _ = once(port)
    say(f"first start {first:.1f} s")
    later = [once(port) for _ in range(LATER_STARTS)]
    return {
        "first_start_to_page_seconds": round(first, 2),
        "later_start_to_page_seconds_worst": round(max(start for start, _ in later), 2),
        "later_start_to_page_seconds_best": round(min(start for start, _ in later), 2),
        "stop_seconds_worst": round(max(stop for _, stop in later), 2),
    }
