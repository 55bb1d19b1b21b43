"""How long the pages take on the server, with the demo loaded: inbox, lists, the page of a class."""

import logging
import statistics
import time

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings

ROUNDS = 15
PAGES = {
    "chuyenvien": [
        "/",
        "/courses/",
        "/trainees/",
        "/documents/",
        "/certificates/",
        "/registrations/",
        "/overview/",
    ],
    "donvi": ["/", "/courses/", "/settlements/"],
    "ketoan": ["/", "/settlements/"],
}


def run(say):
    """Median and worst milliseconds of wall time for each page, in this process, without a network."""
    django.setup()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)

    figures = {}
    storage = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(ALLOWED_HOSTS=["*"], STORAGES={**default_storage(), **storage}):
        for username, paths in PAGES.items():
            client = Client()
            client.force_login(get_user_model().objects.get(username=username))
            for path in paths:
                figures[f"{username} {path}"] = measure(client, path)
                say(f"{username:12} {path:16} {figures[f'{username} {path}']['median_ms']} ms")
    return figures


def default_storage():
    return {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}


def measure(client, path):
    times = []
    for _round in range(ROUNDS + 1):
        begun = time.perf_counter()
        response = client.get(path)
        times.append((time.perf_counter() - begun) * 1000)
        assert response.status_code == 200, f"{path}: {response.status_code}"
    rest = sorted(times[1:])
    return {"median_ms": round(statistics.median(rest), 1), "worst_ms": round(rest[-1], 1)}
