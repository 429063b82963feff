"""The browser that is installed here, if one is."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def browser_path() -> str | None:
    """Where it is; None if none is here, or nothing to drive it with."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return found if find_spec("playwright") else None
