#!/usr/bin/env python
"""The command line: `python manage.py help` lists what can be done."""

import os
import sys

import config.sqlite

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    config.sqlite.replace()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
