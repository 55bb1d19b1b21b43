"""What is installed and how production is put together: locks, image, compose file, proxy."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.urls import reverse
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from devtools import environment, serving

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = {"db", "redis", "migrate", "web", "worker-default", "worker-pdf", "beat", "proxy"}
SECRETS = {"SECRET_KEY", "FIELD_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"}


def locked(name):
    """Return {package: (pin line, number of hashes)} of a lock file."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found = {}
    for line in lines:
        pin, *hashes = line.split("--hash=sha256:")
        found[canonicalize_name(Requirement(pin.strip()).name)] = (pin.strip(), len(hashes))
    return found


def declared(name):
    lines = (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]


def queues(words):
    return set(words[words.index("-Q") + 1].split(","))


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_locked_package_is_pinned_and_hashed(name):
    loose = [pin for pin, hashes in locked(name).values() if "==" not in pin or not hashes]

    assert loose == []


@pytest.mark.parametrize("name", ["base", "dev"])
def test_lock_files_name_no_address(name):
    text = (ROOT / "requirements" / f"{name}.lock").read_text()

    assert re.findall(r"https?://|--index-url|--extra-index-url|--find-links|--trusted-host| @ ", text) == []


@pytest.mark.parametrize("name", ["base", "dev"])
def test_the_lock_holds_what_is_declared(name):
    lock = locked(name)
    missing = [
        str(wanted)
        for wanted in declared(name)
        if not (pin := lock.get(canonicalize_name(wanted.name)))
        or not wanted.specifier.contains(re.search(r"==([^ ;]+)", pin[0])[1])
    ]

    assert missing == []


def test_what_is_tested_is_what_runs():
    base, dev = locked("base"), locked("dev")

    assert {name: pin for name, (pin, _) in base.items()} == {name: dev[name][0] for name in base}


def test_one_python_is_required_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["requires-python"] == ">=3.11"
    assert "FROM python:3.11-" in (ROOT / "Dockerfile").read_text()


def test_the_image_has_the_libraries_that_dev_installs():
    dockerfile = (ROOT / "Dockerfile").read_text()
    wanted = [*environment.LIBRARIES.values(), "fonts-croscore", "tzdata"]

    assert [package for package in wanted if package not in dockerfile] == []
    assert "--require-hashes" in dockerfile
    assert "\nUSER app\n" in dockerfile


def test_compose_has_every_service_and_each_tells_its_health():
    services = COMPOSE["services"]

    assert set(services) == SERVICES
    assert [
        name for name in services if name != "migrate" and "test" not in services[name]["healthcheck"]
    ] == []


def test_every_queue_has_a_worker_in_both_installations():
    used = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()} | {
        settings.CELERY_TASK_DEFAULT_QUEUE
    }
    workers = ("worker-default", "worker-pdf")

    assert set().union(*(queues(COMPOSE["services"][name]["command"]) for name in workers)) == used
    assert queues(serving.process_commands(8000, Path("/nowhere"))["worker"]) == used


def test_secrets_come_from_the_environment_only():
    text = (ROOT / "docker-compose.yml").read_text()
    demanded = set(re.findall(r"\$\{([A-Z_]+):\?", text))
    with_default = set(re.findall(r"\$\{([A-Z_]+):-", text))

    assert demanded >= SECRETS
    assert with_default.isdisjoint(SECRETS)
    assert demanded == set(
        re.findall(r"^([A-Z_]+)=$", (ROOT / "deploy" / "env.example").read_text(), re.MULTILINE)
    )


def test_only_the_proxy_is_reachable():
    services = COMPOSE["services"]

    assert [name for name in services if "ports" in services[name]] == ["proxy"]
    assert [name for name in services if "outside" in services[name].get("networks", [])] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_data_lives_in_named_volumes():
    mounted = {
        volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service["volumes"]
    }

    assert mounted >= set(COMPOSE["volumes"]) == {"database", "queue", "files"}


def test_the_proxy_slows_the_page_where_people_log_in():
    template = (ROOT / "deploy" / "nginx.conf.template").read_text()

    assert re.findall(r"location = (/\S+/) \{", template) == [reverse("accounts:login")]


def test_the_proxy_lets_every_roster_through():
    megabytes = int(
        re.search(r"client_max_body_size (\d+)m;", (ROOT / "deploy" / "nginx.conf.template").read_text())[1]
    )

    assert megabytes * 1024 * 1024 > settings.ROSTER_MAX_BYTES
