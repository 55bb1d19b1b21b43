"""The machine and the environment: Debian packages, ``.venv`` from a lock file, compiled texts. Standard library only."""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"base": ROOT / "requirements" / "base.lock", "dev": ROOT / "requirements" / "dev.lock"}
LIBRARIES = {  # what WeasyPrint loads
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
TEST_LIBRARIES = {"libatomic.so.1": "libatomic1"}  # what Playwright's driver loads
TEST_PROGRAMS = {"chromium": "chromium", "pdftotext": "poppler-utils", "msgfmt": "gettext"}


def say(*words):
    sys.stdout.write(" ".join(["dev.py:", *map(str, words)]) + "\n")
    sys.stdout.flush()


def fail(message, code=1):
    sys.stdout.flush()
    sys.stderr.write(f"dev.py: {message}\n")
    sys.exit(code)


def can_load(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(*, tests, texts):
    """Return the Debian packages that this machine lacks. ``tests`` adds the browser, ``texts`` adds gettext."""
    libraries = {**LIBRARIES, **(TEST_LIBRARIES if tests else {})}
    missing = [package for library, package in libraries.items() if not can_load(library)]
    if not any(Path("/usr/share/fonts").glob("**/Tinos-Regular.ttf")):
        missing.append("fonts-croscore")  # Times New Roman's measures with every Vietnamese letter
    if not Path("/usr/share/zoneinfo/Asia/Ho_Chi_Minh").exists():
        missing.append("tzdata")
    if not is_installed("base") and not any(map(importlib.util.find_spec, ("ensurepip", "pip"))):
        missing.append("python3-venv")
    programs = TEST_PROGRAMS if tests else {"msgfmt": "gettext"} if texts else {}
    found = {"chromium": os.environ.get("CHROMIUM")}
    return missing + [
        package for name, package in programs.items() if not (shutil.which(name) or found.get(name))
    ]


def privilege():
    """Return the prefix that makes a command root's, or None when this user may not."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    may = sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    return [sudo, "-n", "env", "DEBIAN_FRONTEND=noninteractive"] if may else None


def ensure_packages(*, tests=False, texts=False):
    missing = missing_packages(tests=tests, texts=texts)
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    prefix = privilege()
    if prefix is not None and shutil.which("apt-get"):
        say("installing", *missing)
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*prefix, "apt-get", "update", "-qq"], env=env, check=False)
        quiet = subprocess.run([*prefix, *install, "-qq"], env=env, check=False, stdout=subprocess.DEVNULL)
        importlib.invalidate_caches()
        if quiet.returncode == 0 and not missing_packages(tests=tests, texts=texts):
            return
    fail(f"system packages are missing. Install them with:\n  sudo {' '.join(install)}", code=2)


def stamp(lock):
    """Return what the environment must be: the lock's content and the interpreter behind ``.venv``."""
    return hashlib.sha256(LOCKS[lock].read_bytes() + str(PYTHON.resolve()).encode()).hexdigest()


def is_installed(lock):
    mark = VENV / f".installed-{lock}"
    return PYTHON.exists() and mark.exists() and mark.read_text() == stamp(lock)


def pip_command():
    """Return the pip that installs into ``.venv``, or None when there is no sound ``.venv``."""
    probe = "import sys, sysconfig, os; sys.exit(not os.path.isdir(sysconfig.get_path('purelib')))"
    if not PYTHON.exists() or subprocess.run([PYTHON, "-c", probe], check=False).returncode:
        return None
    if subprocess.run([PYTHON, "-c", "import pip"], check=False, capture_output=True).returncode == 0:
        return [PYTHON, "-m", "pip"]
    if importlib.util.find_spec("pip"):  # Debian with python3-pip but without python3-venv
        return [sys.executable, "-m", "pip", "--python", PYTHON]
    return None


def ensure_environment(lock):
    """Install exactly the lock file, every file checked by its hash; nothing to do costs no time."""
    if is_installed(lock):
        return
    started = time.monotonic()
    say(f"installing {LOCKS[lock].relative_to(ROOT)}")
    pip = pip_command()
    if pip is None:
        venv.create(
            VENV, with_pip=bool(importlib.util.find_spec("ensurepip")), clear=VENV.exists(), symlinks=True
        )
        pip = pip_command()
    options = ["-qq", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    if subprocess.run([*pip, "install", *options, "-r", LOCKS[lock]], check=False).returncode:
        fail("pip could not install the lock file; its message is above.")
    for name in ("base", lock):  # dev.lock holds everything of base.lock
        (VENV / f".installed-{name}").write_text(stamp(name))
    say(f"environment ready in {time.monotonic() - started:.1f} s")


def compile_messages():
    """Compile the catalogues that changed; Babel does it, so that no gettext is needed to run."""
    for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        command = [PYTHON, "-m", "babel.messages.frontend", "-q", "compile", "-i", source, "-o", target]
        if subprocess.run([*command, "-l", source.parts[-3]], cwd=ROOT, check=False).returncode:
            target.unlink(missing_ok=True)
            fail(f"{source.relative_to(ROOT)} cannot be compiled; the message is above.")
