"""Gradio's own settings for our looks: the system's fonts, so that no font is ever fetched."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

SANS = ["system-ui", "sans-serif"]
MONO = ["ui-monospace", "monospace"]
# In the head of the page until shell.js takes it out: nobody sees a part before those above it, nor one that does not listen yet.
UNDRESSED = "<style id='cw-undressed'>#cw-top, #cw-columns { visibility: hidden; }</style>"


def theme() -> gr.themes.Base:
    """A bare theme; style.css does the rest."""
    return gr.themes.Base(font=SANS, font_mono=MONO)


def style() -> str:
    """Our style sheet, for the head of the page."""
    return f"<style>{files('page').joinpath('style.css').read_text(encoding='utf-8')}</style>"


def script(*names: str) -> str:
    """Scripts of ours, run as one when the part of the page they belong to is ready."""
    return "\n".join(files("page").joinpath(f"{name}.js").read_text(encoding="utf-8") for name in names)
