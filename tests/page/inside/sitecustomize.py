# mypy: ignore-errors
"""Run inside the server that the tests start, and in the processes it starts: files are not read while the tests hold them."""

import os
import sys
import time
from pathlib import Path

_HOLD = os.environ.get("CITEWELL_TEST_HOLD", "")

if _HOLD and any("ingest.isolate" in word for word in sys.orig_argv):

    def _wait(event, arguments):
        if event == "open" and str(arguments[0]).endswith(".pdf"):
            while Path(_HOLD).exists():
                time.sleep(0.05)

    sys.addaudithook(_wait)
