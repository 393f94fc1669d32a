"""The settings with one guarantee switched off, named by PROOFS_OFF: for the controls of the drills and nothing else."""

import os

from config.settings import *  # noqa: F403 - all of them, but for one
from config.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE

#: a copy that is not sound refuses to start; these start on purpose
SILENCED_SYSTEM_CHECKS = [f"flotilla.E{number:03}" for number in range(10, 40)]
OFF = os.environ["PROOFS_OFF"].split(",")

for name in OFF:
    if name.startswith("synchronous="):  # SQLite is not to sync each commit
        DATABASES["default"]["OPTIONS"]["init_command"] = DATABASES["default"]["OPTIONS"][
            "init_command"
        ].replace("synchronous=FULL", name)
    elif name.startswith("middleware="):
        MIDDLEWARE.insert(0, name.removeprefix("middleware="))
    elif name.startswith("patch="):  # a function is put in the place of another, see off.py
        INSTALLED_APPS.append(f"proofs.off.{name.removeprefix('patch=')}")
    elif name != "nothing":
        raise ValueError(f"There is no guarantee called {name}.")
