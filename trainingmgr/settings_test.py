"""Settings of the test suite; the database and the broker come from TEST_DATABASE_URL and TEST_REDIS_URL."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "the-tests-have-nothing-to-hide-0123456789-abcdefghij")
os.environ["TRAININGMGR_DATA"] = tempfile.mkdtemp(prefix="trainingmgr-test-")
os.environ["DEMO"] = "1"
for _name in ("DATABASE_URL", "REDIS_URL"):
    os.environ.pop(_name, None)
    if os.environ.get(f"TEST_{_name}"):
        os.environ[_name] = os.environ[f"TEST_{_name}"]

from trainingmgr.settings import *  # noqa: E402, F403 -- the environment comes first

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, because threads that share a database in memory fail at once instead of waiting their turn.
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['TRAININGMGR_DATA']}/test.sqlite3"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 -- or WhiteNoise warns
WHITENOISE_USE_FINDERS = True
ALLOWED_HOSTS = ["*"]
CELERY_TASK_ALWAYS_EAGER = False  # tests that need a worker start a real one
