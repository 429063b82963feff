"""Gradio is imported without what the page never uses, and what others want of that they still get."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
STUBS = """
import pathlib
read, seen = pathlib.Path.read_text, []
def read_text(path, *args, **named):
    seen.append(path)
    return read(path, *args, **named)
pathlib.Path.read_text = read_text
import server.lean_gradio
print(sum(path.parent.name == 'components' for path in seen))
"""
LATER = """
import server.lean_gradio
from gradio import caching
import mcp, pandas
table = caching.pd.DataFrame({'a': [1]})
print(caching.cache_hash(table) == caching.cache_hash(pandas.DataFrame({'a': [1]})), mcp.__name__, pandas.__name__)
"""
EVENT = """
import sys
import server.lean_gradio
from gradio import utils
import gradio as gr
with utils.MatplotlibBackendMananger():
    pass
queue = gr.Blocks().queue()._queue
for number in range(3):
    queue.events_recorded += 1
    queue.compute_analytics_summary([{"function": "ask", "status": "success", "process_time": 0.1}])
print([name for name in ("matplotlib", "pandas._libs") if name in sys.modules], queue.ANALYTICS_MAX_EVENTS)
"""
APPS = """
import server.lean_gradio
import gradio as gr
from fastapi import FastAPI
from gradio.routes import App
made, create = [], App.create_app
App.create_app = staticmethod(lambda *args, **named: made.append(create(*args, **named)) or made[-1])
with gr.Blocks() as page:
    gr.HTML("x")
gr.mount_gradio_app(FastAPI(), page.queue(), path="/")
print(len(made))
"""


def printed(code: str) -> str:
    """What a fresh process prints: in this one Gradio is imported already."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=600, check=True)
    return done.stdout.strip()


def test_the_page_needs_neither_pandas_nor_mcp_nor_readers_of_files() -> None:
    assert printed("import sys, app; print([name for name in ('pandas', 'pyarrow', 'mcp', 'pypdf') if name in sys.modules])") == "[]"


def test_gradio_reads_and_writes_no_stub_files() -> None:
    assert printed(STUBS) == "0"


def test_what_was_put_off_is_there_when_it_is_asked_for() -> None:
    assert printed(LATER) == "True mcp pandas"


def test_an_event_draws_no_plots_and_makes_no_tables() -> None:
    assert printed(EVENT) == "[] 1"


def test_one_app_is_made_for_a_page() -> None:
    assert printed(APPS) == "1"
