"""The two typefaces of the page, sent from here: nothing is fetched from elsewhere, and the page looks the same everywhere.

Where they come too late they are left for the next visit ("optional"): text that has been drawn never jumps.

Source Serif 4 and Source Sans 3, Adobe, SIL Open Font License 1.1 (page/typefaces/OFL-*.txt), from @fontsource-variable 5.3.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PATH = "/fonts/"
_PRELOADED = ("source-serif-4-latin-wght-normal.woff2", "source-sans-3-latin-wght-normal.woff2")
_RANGES = {  # which characters each file holds, so that a browser fetches only what a text needs
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,"
    "U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C4,"
    "U+2113,U+2C60-2C7F,U+A720-A7FF",
    "greek": "U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF",
}


def font_routes() -> tuple[Route, ...]:
    """Where the typefaces are asked for: /fonts/NAME.woff2."""
    return (Route(PATH + "{name}", _font),)


async def _font(request: Request) -> Response:
    content = _contents().get(request.path_params["name"])
    if content is None:
        return Response(status_code=404)
    return Response(content, media_type="font/woff2", headers={"Cache-Control": "public, max-age=31536000, immutable"})


def font_head() -> str:
    """For the head of the page: what each file holds, and the two that every page needs fetched at once."""
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:200 900;font-display:optional;"
        f"src:url(fonts/{stem}-{part}-wght-normal.woff2) format('woff2');unicode-range:{characters}}}"
        for family, stem in (("Source Serif 4", "source-serif-4"), ("Source Sans 3", "source-sans-3"))
        for part, characters in _RANGES.items()
    )
    links = "".join(f"<link rel='preload' href='fonts/{name}' as='font' type='font/woff2' crossorigin>" for name in _PRELOADED)
    return f"{links}<style>{faces}</style>"


@cache
def _contents() -> Mapping[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in (files("page") / "typefaces").iterdir() if entry.name.endswith(".woff2")}
