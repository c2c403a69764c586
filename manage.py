#!/usr/bin/env python3
"""Django's command line for Chefforum."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from environs.exceptions import EnvError

from people.logs import print_described

if __name__ == "__main__":
    sys.excepthook = print_described
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EnvError) as refusal:
        sys.exit(str(refusal))
