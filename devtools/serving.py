"""``dev.py run``: the data folder, the first start, and three processes that live and die together."""

import contextlib
import ctypes
import fcntl
import hashlib
import http.client
import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import time
import zlib
from pathlib import Path

from devtools.environment import PYTHON, ROOT, fail, say, stamp

READY_SECONDS = 90
# In the order of stopping: no new promises, no new visitors, then the jobs in hand.
GRACE_SECONDS = {"beat": 5, "web": 10, "worker": 25}
# Library files that no page asks for; compressing them would make the first start half a minute longer.
UNUSED_STATIC = [
    "*.rtl.*", "bootstrap-*", "bootstrap.css*", "bootstrap.js*", "bootstrap.esm*", "bootstrap.bundle.js*",
    "bootstrap.min.js*", "htmax*", "htmx-4*", "htmx-2.js",
]  # fmt: skip
PR_SET_PDEATHSIG = 1  # <sys/prctl.h>


def static_state(env):
    """Return a digest that changes when a static file of ours, a library or the target folder changes."""
    folders = [ROOT / "static", *(package.parent / "static" for package in ROOT.glob("*/__init__.py"))]
    files = sorted(path for folder in folders for path in folder.glob("**/*") if path.is_file())
    lines = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return hashlib.sha256("\n".join([stamp("base"), env.get("STATIC_ROOT", ""), *lines]).encode()).hexdigest()


def collect_static(env):
    """Collect and compress the static files when one of them changed."""
    mark, state = Path(env["TRAININGMGR_DATA"]) / "static-stamp", static_state(env)
    if mark.exists() and mark.read_text() == state:
        return
    ignored = [word for pattern in UNUSED_STATIC for word in ("-i", pattern)]
    manage(env, "collectstatic", "--noinput", "--clear", "-v", "0", *ignored)
    mark.write_text(state)


def data_folder(env):
    """Make the data folder with the secret key of the embedded installation, and return it."""
    data = Path(env.get("TRAININGMGR_DATA") or ROOT / "var").resolve()
    for folder in (data, data / "tmp", data / "beat"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = data / "secret-key"
    if not key.exists():
        draft = data / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        draft.replace(key)  # all or nothing
    return data


def lock_folder(data):
    """Return the lock to hold while running: one file queue has one worker."""
    lock = (data / "run.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fail(f"already running on {data}; stop it first, or set TRAININGMGR_DATA to another folder.")
    return lock


def free_port(env):
    port = env.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        fail(f"PORT must be a number from 1 to 65535, not {port!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            fail(
                f"port {port} cannot be used ({error.strerror}); choose another: PORT=8001 python3 dev.py run"
            )
    return int(port)


def manage(env, *command):
    if subprocess.run([PYTHON, "manage.py", *command], cwd=ROOT, env=env, check=False).returncode:
        fail(f"manage.py {command[0]} failed; its message is above.")


def has_accounts(env):
    code = "import sys; from django.contrib.auth import get_user_model as m; sys.exit(3 if m().objects.exists() else 0)"
    result = subprocess.run(
        [PYTHON, "manage.py", "shell", "-v", "0", "-c", code], cwd=ROOT, env=env, check=False
    )
    if result.returncode not in {0, 3}:
        fail("the accounts cannot be counted; the message is above.")
    return result.returncode == 3


def wanted_schema():
    """Return a number for what ``migrate`` does: libraries, migrations, and the triggers that models list."""
    digest = zlib.crc32(stamp("base").encode())
    kinds = ("migrations/*.py", "models.py", "models/*.py", "apps.py", "triggers.py")
    for path in sorted(path for kind in kinds for path in ROOT.glob(f"*/{kind}")):
        digest = zlib.crc32(path.read_bytes(), zlib.crc32(str(path.relative_to(ROOT)).encode(), digest))
    return digest % 2**31 or 1  # SQLite keeps 31 bits, and 0 is what a new file has


def migrate(env, database):
    """Migrate; an embedded database carries the number of its schema, so that the next start need not ask."""
    wanted = wanted_schema()
    if database and database.exists():
        with contextlib.closing(sqlite3.connect(database)) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] == wanted:
                return
    manage(env, "migrate", "--noinput", "-v", "0")
    if database:
        with contextlib.closing(sqlite3.connect(database)) as connection:
            connection.execute(f"PRAGMA user_version = {wanted}")


def prepare_data(env, *, empty):
    """Migrate, load the demo data on the first start, and return whether this is a demo.

    What the first start decided stays: demo accounts have a known password and must never join real data.
    """
    data = Path(env["TRAININGMGR_DATA"])
    note = data / "first-start.json"
    embedded = "DATABASE_URL" not in env
    key = "embedded" if embedded else hashlib.sha256(env["DATABASE_URL"].encode()).hexdigest()
    chosen = json.loads(note.read_text()) if note.exists() else {}
    fresh = embedded and not (data / "trainingmgr.sqlite3").exists()
    if fresh:
        chosen.pop(key, None)
    migrate(env, data / "trainingmgr.sqlite3" if embedded else None)
    if key not in chosen:
        chosen[key] = "empty" if empty or not fresh and has_accounts(env) else "loading"
        note.write_text(json.dumps(chosen))
    if chosen[key] == "loading":
        say("loading the demo data")
        manage(env, "load_demo")
        chosen[key] = "demo"
        note.write_text(json.dumps(chosen))
    elif chosen[key] == "empty" and not empty:
        say("this database was started without demo data and stays so (see docs/operations.md)")
    return chosen[key] == "demo" and not empty


def process_commands(port, data):
    celery = [PYTHON, "-m", "celery", "--quiet", "-A", "trainingmgr"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    web = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "2", "--preload", "--timeout", "60"]
    return {
        "web": [PYTHON, "-m", "gunicorn", "trainingmgr.wsgi", *web, "--graceful-timeout", "5", "--log-level", "warning",
                "--no-control-socket"],
        "worker": [*celery, "worker", "-P", "prefork", "-c", "2", "-Q", "default,pdf", "-l", "WARNING", *quiet],
        "beat": [*celery, "beat", "-s", data / "beat" / "schedule", "--pidfile=", "-l", "WARNING"],
    }  # fmt: skip


def worker_environment(env, data):
    """Return the worker's variables: temporary files beside the queue, so that taking a message is a rename."""
    known = "ignore:You're running the worker with superuser"  # the root of a container or a test machine
    warnings = ",".join(filter(None, [env.get("PYTHONWARNINGS"), known]))
    return {**env, "TMPDIR": str(data / "tmp"), "PYTHONWARNINGS": warnings}


def die_with_parent():
    """Runs in the child: even if this program is killed with -9, its processes are told to stop."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(command, env):
    """Start a process in its own session, so that Ctrl-C reaches only us and we stop them in order."""
    return subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True, preexec_fn=die_with_parent)


def answers(port):
    """Return whether the web process answers its health page, healthy or not yet."""
    try:
        page = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        page.request("GET", "/healthz")
        return page.getresponse().status in {200, 503}
    except (OSError, http.client.HTTPException):
        return False


def stop(process, grace):
    """Ask politely, wait, then end the whole session of the process."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
            process.wait(grace)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def watch(running, asked, *, until=None, seconds=None):
    """Wait until asked to stop (0), until a process ends by itself (1) or ``until()`` is true (None)."""
    end = time.monotonic() + seconds if seconds else None
    while not asked:
        for name, process in running.items():
            if process.poll() is not None:
                say(f"the {name} process ended by itself (code {process.returncode}); stopping the others")
                return 1
        if until and until():
            return None
        if end and time.monotonic() > end:
            say(f"no page within {seconds} s")
            return 1
        time.sleep(0.05 if until else 0.2)
    return 0


def serve(env, port, data):
    """Start the three, say when the page answers, and return the exit code when all have stopped."""
    asked, running = [], {}
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked.append(True))
    try:
        for name, command in process_commands(port, data).items():
            worker_env = worker_environment(env, data) if name == "worker" else env
            running[name] = start(command, worker_env)
        code = watch(running, asked, until=lambda: answers(port), seconds=READY_SECONDS)
        if code is None:
            say(f"ready: http://127.0.0.1:{port}/   (Ctrl-C stops)")
            code = watch(running, asked)
    finally:
        if running and asked:
            say("stopping")
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a second Ctrl-C does not wait any longer
        for name, grace in GRACE_SECONDS.items():
            if name in running:
                stop(running[name], grace)
    return code
