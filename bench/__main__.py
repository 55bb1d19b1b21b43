"""``python3 dev.py bench [name ...] [--json FILE]`` runs the benchmarks, one after the other, each by itself."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULT = "TRAININGMGR_BENCH_RESULT"


def names():
    return sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run_here(name):
    """Run one benchmark in this process and write its figures where the parent asked for them."""
    figures = import_module(f"bench.{name}").run(say)
    Path(os.environ[RESULT]).write_text(json.dumps(figures))


def run_apart(name):
    """Run one benchmark in its own process with an empty data folder; return its figures, or None when it failed."""
    with tempfile.TemporaryDirectory(prefix=f"trainingmgr-bench-{name}-") as folder:
        result = Path(folder) / "result.json"
        env = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
        env |= {
            "TRAININGMGR_DATA": str(Path(folder) / "data"),
            "DJANGO_SETTINGS_MODULE": "trainingmgr.settings",
            "SECRET_KEY": "benchmarks-have-nothing-to-hide-0123456789-abcdefghij",
            "SECURE": "0",
            RESULT: str(result),
        }
        done = subprocess.run(
            [sys.executable, "-m", "bench", "--here", name], cwd=HERE.parent, env=env, check=False
        )
        return json.loads(result.read_text()) if done.returncode == 0 and result.exists() else None


def main():
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"one of: {', '.join(names())}; none runs all"
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to this file")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = set(options.names) - set(names())
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    if options.here:
        return run_here(options.names[0])
    results = {}
    for name in options.names or names():
        say(f"== {name}")
        results[name] = run_apart(name)
        for figure, value in (results[name] or {"failed": True}).items():
            say(f"   {figure}: {value}")
    if options.json:
        machine = {"python": platform.python_version(), "cores": os.cpu_count()}
        options.json.write_text(json.dumps({"machine": machine, "results": results}, indent=2) + "\n")
    return int(None in results.values())


if __name__ == "__main__":
    sys.exit(main())
