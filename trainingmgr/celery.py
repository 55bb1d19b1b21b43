"""The Celery application. Which queue a task uses is decided by its floor, in ``CELERY_TASK_ROUTES``."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trainingmgr.settings")

app = Celery("trainingmgr")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
