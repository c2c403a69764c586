"""Settings for the tests: the product's own, with a key, plain addresses and a folder of their own."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ["DEMO"] = "false"
os.environ["SECURE_SSL_REDIRECT"] = "false"
if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="chefforum-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from config.settings import *  # noqa: F403
from config.settings import DATA_DIR, STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)

MEDIA_ROOT = DATA_DIR / os.environ.get("PYTEST_XDIST_WORKER", "alone")
API_REQUESTS_A_MINUTE = 10**6
MUNICIPALITY = "Fjordby Kommune"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
