#!/usr/bin/env python
"""Django's command line, for careerguide."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerguide.settings")
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        sys.exit("This Python has no Django. Once the README's first command has run: .venv/bin/python manage.py …")

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
