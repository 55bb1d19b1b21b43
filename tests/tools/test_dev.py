"""``dev.py`` as a person uses it: started, stopped, refused, killed."""

import contextlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devtools import checks

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("run", "test", "lint", "messages", "bench", "setup")
START_SECONDS = 180
STOP_SECONDS = 60


def dev(*arguments, **env):
    command = [sys.executable, "dev.py", *arguments]
    clean = {
        key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL", "DEMO"}
    }
    return subprocess.run(
        command, cwd=ROOT, env={**clean, **env}, capture_output=True, text=True, timeout=60, check=False
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_on(data):
    """Return the process numbers whose environment names this data folder: all that a run has started."""
    mark, found = f"TRAININGMGR_DATA={data}\0".encode(), []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (entry / "environ").read_bytes() + b"\0":
                found.append(int(entry.name))
    return found


def wait_for_processes(data, count):
    end = time.monotonic() + STOP_SECONDS
    while len(processes_on(data)) < count and time.monotonic() < end:
        time.sleep(0.1)
    return processes_on(data)


def wait_until_gone(data):
    end = time.monotonic() + STOP_SECONDS
    while processes_on(data) and time.monotonic() < end:
        time.sleep(0.1)
    return processes_on(data)


@contextlib.contextmanager
def running(data, *arguments):
    """Yield a started installation (process, port, lines printed so far); end it whatever happens."""
    port = free_port()
    dropped = {"DATABASE_URL", "REDIS_URL", "DEMO", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "SECURE"}
    env = {key: value for key, value in os.environ.items() if key not in dropped}
    env |= {"TRAININGMGR_DATA": str(data), "PORT": str(port)}
    log = data.parent / f"{port}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "dev.py", "run", *arguments], cwd=ROOT, env=env, stdout=output, stderr=output
        )
    try:
        end = time.monotonic() + START_SECONDS
        while "ready: http" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        yield process, port, log
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)
        for number in processes_on(data):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("installation") / "data"


def test_help_names_every_command():
    result = dev("--help")

    assert result.returncode == 0
    assert [name for name in COMMANDS if name not in result.stdout] == []


@pytest.mark.parametrize("arguments", [("fly",), ("run", "--emtpy"), ("lint", "more"), ()])
def test_unknown_arguments_are_refused(arguments):
    assert dev(*arguments).returncode == 2


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "8000 "])
def test_a_wrong_port_is_named(tmp_path, port):
    result = dev("run", "--empty", PORT=port, TRAININGMGR_DATA=str(tmp_path / "data"))

    assert result.returncode == 1
    assert repr(port) in result.stderr


def test_a_busy_port_is_named(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = dev("run", "--empty", PORT=str(port), TRAININGMGR_DATA=str(tmp_path / "data"))

    assert result.returncode == 1
    assert f"port {port} cannot be used" in result.stderr


def test_missing_packages_end_with_the_exact_line_and_code_2():
    as_somebody = (
        "import os, sys; os.geteuid = lambda: 1000; sys.argv = ['dev.py', 'test']; import dev; dev.main()"
    )
    env = {"PATH": "", "HOME": "/nonexistent"}  # nobody special, no sudo, and neither browser nor gettext

    result = subprocess.run(
        [sys.executable, "-c", as_somebody],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.returncode == 2
    line = "sudo apt-get install -y --no-install-recommends chromium poppler-utils gettext"
    assert result.stderr.splitlines()[-1].strip() == line


def test_untidy_files_are_named(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "good.txt").write_text("a line\n")
    (tmp_path / "open.txt").write_text("no end")
    (tmp_path / "key.pem").write_text("-----BEGIN PRIVATE " + "KEY-----\n")
    (tmp_path / "big.bin").write_bytes(b"\0" * 2_000_001)

    found = sorted(checks.untidy_files(tmp_path))

    assert found == [
        "big.bin: larger than 2 MB",
        "key.pem: holds a private key",
        "open.txt: no new line at the end",
    ]


def test_an_unknown_benchmark_is_refused():
    result = subprocess.run(
        [sys.executable, "-m", "bench", "nothing"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.returncode == 2
    assert "no such benchmark: nothing" in result.stderr


@pytest.mark.worker
def test_run_starts_answers_and_leaves_no_process_behind(data):
    with running(data, "--empty") as (process, port, _log):
        page = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        page.request("GET", "/healthz")
        health = json.load(page.getresponse())
        second = dev("run", "--empty", PORT=str(free_port()), TRAININGMGR_DATA=str(data))
        inside = wait_for_processes(data, 8)  # ourselves, web and its two, worker and its two, beat

        process.send_signal(signal.SIGTERM)
        code = process.wait(STOP_SECONDS)

        assert health["database"] == {"ok": True, "kind": "sqlite"}
        assert second.returncode == 1
        assert "already running" in second.stderr
        assert len(inside) >= 8
        assert code == 0
        assert processes_on(data) == []
    assert (data / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.worker
def test_an_installation_begun_empty_never_gets_demo_accounts(data):
    with running(data, "--empty"):
        pass
    with running(data) as (_process, _port, log):
        said = log.read_text()
    accounts = (
        sqlite3.connect(data / "trainingmgr.sqlite3").execute("SELECT count(*) FROM accounts_user").fetchone()
    )

    assert "without demo data and stays so" in said
    assert json.loads((data / "first-start.json").read_text()) == {"embedded": "empty"}
    assert accounts == (0,)


@pytest.mark.worker
def test_when_one_process_dies_the_others_stop_and_the_code_says_so(data):
    with running(data, "--empty") as (process, _port, log):
        beat = [pid for pid in processes_on(data) if b"\0beat\0" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        os.kill(beat[0], signal.SIGKILL)
        code = process.wait(STOP_SECONDS)

        assert code == 1
        assert "the beat process ended by itself" in log.read_text()
        assert wait_until_gone(data) == []


@pytest.mark.worker
def test_even_killed_it_leaves_no_process_behind(data):
    with running(data, "--empty") as (process, _port, _log):
        process.kill()
        process.wait(STOP_SECONDS)

        assert wait_until_gone(data) == []
