#!/usr/bin/env python3
"""Makes the environment and starts things: ``python3 dev.py COMMAND --help`` tells more.

This file and ``devtools/`` use the standard library only, because they run before anything is installed.
"""

import argparse
import os
import signal
import sys

from devtools import checks, serving
from devtools.environment import PYTHON, ROOT, compile_messages, ensure_environment, ensure_packages, fail


def run(options, _rest):
    """Start web, worker and beat on this machine's own data."""
    ensure_packages()
    ensure_environment("base")
    env = dict(os.environ)
    port = serving.free_port(env)
    data = serving.data_folder(env)
    _lock = serving.lock_folder(data)
    env.update(PORT=str(port), TRAININGMGR_DATA=str(data), PYTHONUNBUFFERED="1")
    env.setdefault("SECURE", "0")  # plain http on 127.0.0.1
    compile_messages()
    serving.collect_static(env)
    demo = serving.prepare_data(env, empty=options.empty)
    env.setdefault("DEMO", "1" if demo else "0")
    return serving.serve(env, port, data)


def prepare_tests(**needs):
    ensure_packages(**needs)
    ensure_environment("dev")
    compile_messages()


def become(*command):
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *map(str, command)])


def test(_options, rest):
    """Run the whole suite; further arguments go to pytest."""
    prepare_tests(tests=True)
    become("-m", "pytest", *rest)


def bench(_options, rest):
    """Run the benchmarks of bench/: ``bench [name ...] [--json FILE]``."""
    prepare_tests(tests=True)
    become("-m", "bench", *rest)


def setup(options, _rest):
    """Make the environment alone; ``--dev`` with what the tests need."""
    ensure_packages(tests=options.dev)
    ensure_environment("dev" if options.dev else "base")
    compile_messages()
    serving.data_folder(os.environ)
    return 0


def lint(_options, _rest):
    """Run every check of the sources and report them all."""
    ensure_environment("dev")
    return checks.lint()


def messages(options, _rest):
    """Collect the strings of the sources into the catalogue; ``--check`` only looks, in a copy."""
    ensure_packages(texts=True)
    ensure_environment("dev")
    return checks.check_messages() if options.check else checks.report_messages(ROOT)


def parser():
    top = argparse.ArgumentParser(prog="dev.py", description=__doc__.splitlines()[0])
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    flags = {
        run: ("--empty", "start without demo data and demo accounts"),
        messages: ("--check", "change nothing; fail on an untranslated string"),
        setup: ("--dev", "with what the tests and checks need"),
    }
    for action in (run, test, lint, messages, bench, setup):
        summary = action.__doc__.splitlines()[0]
        one = commands.add_parser(action.__name__, help=summary, description=summary)
        one.set_defaults(action=action)
        if action in flags:
            one.add_argument(flags[action][0], action="store_true", help=flags[action][1])
    return top


def main():
    if sys.version_info < (3, 11):  # noqa: UP036 -- this runs under any Python
        fail("Python 3.11 or newer is needed.")
    # pytest and the benchmarks read their own arguments
    own = 1 if sys.argv[1:2] in (["test"], ["bench"]) else None
    options, rest = parser().parse_args(sys.argv[1:][:own]), sys.argv[2:]
    # while preparing, TERM ends the step at hand and leaves nothing behind
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return options.action(options, rest)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
