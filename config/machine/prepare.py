"""Bring database, translations, static files and sample up to date, in one process to save time."""

import os
import signal

import django
from django.conf import settings
from django.core.management import call_command

from config.machine.shell import DATA, say, stop

NOT_OURS = [".venv", "node_modules", "var"]


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C ends us without a traceback
    DATA.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if not settings.DEMO:
        stop("This checkout is not a demo (DEMO=true is missing in .env), so no sample data is loaded.")
    say("Bringing the database up to date")
    call_command("migrate", interactive=False, verbosity=0)
    say("Compiling translations and collecting static files")
    call_command("compilemessages", ignore_patterns=NOT_OURS, verbosity=0)
    collect_static_files()
    say("Loading the sample municipality, unless it is there already")
    call_command("load_sample")
    call_command("remind")


def collect_static_files() -> None:
    """Without the compressed copies, which are for real traffic and take a minute to make."""
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    )
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
