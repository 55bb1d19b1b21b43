"""A whole installation for a test: its own data, a real web server, a real Celery worker, on this machine only."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds a server may take to answer


class Stack:
    """``start()`` brings it up, ``stop()`` leaves no process behind. ``run(code)`` executes Python inside it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.processes = []
        self.database = None
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TEST_")},
            "DJANGO_SETTINGS_MODULE": "trainingmgr.settings",
            "TRAININGMGR_DATA": str(self.folder),
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PORT": str(self.port),
            "PUBLIC_URL": self.address,
            "DEMO": "1",
            "SECURE": "0",
            "DEBUG": "0",
            "JOB_LEASE_SECONDS": "5",
            "TMPDIR": str(self.folder),
        }
        self._use_real_servers()

    def _use_real_servers(self):
        if address := os.environ.get("TEST_DATABASE_URL"):
            self.database = f"road_{secrets.token_hex(4)}"
            parts = urlsplit(address)
            self.admin = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
            self._sql(f"CREATE DATABASE {self.database}")
            self.environment["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{self.database}"))
        if address := os.environ.get("TEST_REDIS_URL"):
            redis.Redis.from_url(address).flushdb()
            self.environment["REDIS_URL"] = address

    def _sql(self, statement):
        connection = psycopg2.connect(self.admin)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()

    def manage(self, *words, check=True):
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert not check or done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
        return done

    def run(self, code):
        """Execute Python inside the installation; returns what it printed."""
        setup = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", setup + code],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
        return done.stdout.strip()

    def start(self, *, web=True, worker=True):
        self.manage("migrate", "-v", "0")
        if web:
            self.manage("collectstatic", "--noinput", "-v", "0")
            self.start_web()
        if worker:
            self.start_worker()
        return self

    def start_web(self):
        words = [
            "gunicorn",
            "trainingmgr.wsgi",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--workers",
            "1",
            "--threads",
            "4",
        ]
        web = self._spawn("web", "-m", *words)
        wait_for(lambda: answers(f"{self.address}/login/"), "the web server", web)

    def start_worker(self):
        words = [
            "celery",
            "-A",
            "trainingmgr",
            "worker",
            "-Q",
            "default,pdf",
            "-c",
            "1",
            "-P",
            "prefork",
            "-l",
            "WARNING",
        ]
        return self._spawn(
            "worker", "-m", *words, "--without-gossip", "--without-mingle", "--without-heartbeat"
        )

    def _spawn(self, name, *words):
        log = (self.folder / f"{name}.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def kill(self, process):
        """kill -9 the process and everything it started."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        self.processes.remove(process)

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)
        if self.database:
            self._sql(f"DROP DATABASE {self.database} WITH (FORCE)")
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=2) as response:
            return response.status == 200
    except OSError:
        return False


def wait_for(condition, what, process=None, patience=PATIENCE):
    """Wait until a condition holds, at most ``patience`` seconds; a process that ends meanwhile is a failure."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        result = condition()
        if result:
            return result
        assert process is None or process.poll() is None, f"{what} stopped with {process.returncode}"
        time.sleep(0.2)
    raise AssertionError(f"waited {patience} s for {what} in vain")
