"""Settings for the tests: the product's own, with a key, plain addresses and a folder of their own."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ["DEMO"] = "false"
os.environ["SECURE_SSL_REDIRECT"] = "false"
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="chefforum-tests-"))

from config.settings import *  # noqa: F403
from config.settings import STORAGES

MUNICIPALITY = "Fjordby Kommune"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
