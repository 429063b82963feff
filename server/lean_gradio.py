"""Gradio, imported without what this server never uses: half of its time and half of its memory.

Whoever serves the page imports this before anything else imports Gradio. Nothing of Gradio is changed but what is named here:

- each class of components writes a stub file for editors beside its source, which is parsed anew at every import;
- Gradio's own MCP server is imported wherever `mcp` is installed; ours is another, and imported only where it is wanted;
- pandas is imported for tables, of which the page has none: it is imported when something of it is first asked for;
- a page makes an app of 166 routes when it is begun, when it is done and when it is given a queue, and none of them is served;
- each event chooses how matplotlib, where it is installed, draws plots, of which the page has none: the first took a second.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, cast

_WRITES_STUBS = "gradio.component_meta"


class _WithoutStubs:
    """A finder that knows one module: the one that writes the stub files."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The module as it is, but for the function that writes."""
        spec = PathFinder.find_spec(name, path, target) if name == _WRITES_STUBS else None
        if spec is None or spec.loader is None:
            return None
        run = spec.loader.exec_module

        def run_and_silence(module: ModuleType) -> None:
            run(module)
            vars(module)["create_or_modify_pyi"] = lambda *_: None

        vars(spec.loader)["exec_module"] = run_and_silence
        return spec


class _Later(ModuleType):
    """A module in the place of another, which is imported when something of it is first asked for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the module has
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


class _NoApp:
    """In the place of the app that a page makes for itself: it is mounted in ours, which makes the one that is served."""

    @staticmethod
    def create_app(*_: object, **__: object) -> None:
        """Make none."""


@contextmanager
def _lean() -> Iterator[None]:
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    instead = {"mcp": None, "pandas": _Later("pandas")}  # None is how an import is forbidden: Gradio takes it for not installed
    put = {name: module for name, module in instead.items() if name not in modules}
    modules.update(put)
    sys.meta_path.insert(0, cast("Any", _WithoutStubs))
    try:
        yield
    finally:
        sys.meta_path.remove(cast("Any", _WithoutStubs))
        for name, module in put.items():  # whoever else wants them gets them
            if modules.get(name, module) is module:
                modules.pop(name, None)


# Read when Gradio is imported, or a queue made.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(sys.maxsize)  # else every event makes a table of all before it, with pandas
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
with _lean():
    import gradio as gr
    from gradio import blocks, utils
    from gradio.utils import get_upload_folder
vars(blocks)["App"] = _NoApp
vars(utils)["MatplotlibBackendMananger"] = nullcontext

__all__ = ["get_upload_folder", "gr"]
