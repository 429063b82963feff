"""The server as it is, but for models that are read only when a file has gone: as where they are converted at the first start."""

from __future__ import annotations

HELD = """
import sys, time
from pathlib import Path
import app
from chat.answer import Assistant
over, hold = Assistant.over, Path(sys.argv[2]).with_name("hold")
def held(library):
    while hold.exists():
        time.sleep(0.05)
    return over(library)
Assistant.over = held
raise SystemExit(app.main())
"""
