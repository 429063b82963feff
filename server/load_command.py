"""`python -m server load`: a server of its own, fifty people, a hundred documents added meanwhile; the figures as JSON."""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.errors import ServerError
from server.load import Plan, measure

ROOT = Path(__file__).resolve().parent.parent
_QUESTIONS = ROOT / "eval" / "collections" / "three-documents" / "test.jsonl"
_QUIET = 0.5  # a load above it is somebody else's work
_MINUTES_TO_SETTLE = 10.0
_MOST_MIB_PER_THOUSAND = 20.0  # answers, over the second half; before the leaks of decision 015 were closed it was about a hundred
_TOPICS = ("zinc", "ginger", "sleep", "yoga", "vitamin D", "magnesium", "acupuncture", "music", "swimming", "caffeine")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--people", type=int, default=50, metavar="N", help="default: %(default)s")
    parser.add_argument("--minutes", type=float, default=10.0, metavar="N", help="default: %(default)s")
    parser.add_argument("--think", type=float, default=10.0, metavar="SECONDS", help="a person's average pause; default: %(default)s")
    parser.add_argument("--files", type=int, default=100, metavar="N", help="documents added meanwhile; default: %(default)s")


def run(args: argparse.Namespace) -> int:
    """Measure and print; the exit status is 1 if anybody got an error, the 95th percentile is above two seconds, or memory went on rising.

    Memory is judged from ten minutes on: before, what is prepared once for each size of a text still counts.
    """
    load_before = os.getloadavg()[0]
    if load_before > _QUIET:
        print(f"load: this machine is busy (load {load_before:.1f}), so the waits say little of it", file=sys.stderr)
    questions = [json.loads(line)["turns"][-1] for line in _QUESTIONS.read_text(encoding="utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as place:
        library, papers = Path(place) / "library", Path(place) / "papers"
        _ingest(library, ROOT / "sources").wait()
        _write_papers(papers, args.files)
        with _server(library) as (url, pid):
            adding = _ingest(library, papers) if args.files else None
            measured = measure(Plan(url, questions, args.people, args.minutes * 60, args.think), pid=pid)
            added = adding.wait() if adding else 0
    machine = {"cores": os.cpu_count(), "load_before": round(load_before, 2)}
    record = {**machine, "people": args.people, "think_s": args.think, "files_added": args.files, "ingest_status": added}
    record |= measured.as_record()
    print(json.dumps(record, indent=1))
    rose = args.minutes >= _MINUTES_TO_SETTLE and (measured.mib_per_thousand_answers or 0.0) > _MOST_MIB_PER_THOUSAND
    return 1 if measured.errors or added or measured.percentile(95) > 2.0 or rose else 0


@contextmanager
def _server(library: Path) -> Iterator[tuple[str, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "app.py", "--library", str(library), "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        while not _answers(url):
            if process.poll() is not None:
                raise ServerError("the server to be measured ended before it was up")
            time.sleep(0.2)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=60):
            return True
    except OSError:
        return False


def _ingest(library: Path, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ingest", "--library", str(library), "add" if folder.name == "papers" else "sync", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def _write_papers(folder: Path, n_files: int) -> None:
    """Papers of about two thousand words each, none like another."""
    folder.mkdir()
    for number in range(n_files):
        topic = _TOPICS[number % len(_TOPICS)]
        lines = [f"{topic.capitalize()} and pain, study {number}", ""]
        for part in range(20):
            lines += [f"{part + 1} Part {part + 1}", ""]
            lines += [
                f"In group {part}.{line} of study {number}, {n} adults tried {topic} for {n % 9 + 1} weeks; pain fell by {n % 40} percent."
                for line in range(5)
                for n in [(number * 31 + part * 17 + line * 7) % 97 + 12]
            ]
            lines.append("")
        (folder / f"paper-{number:03}.txt").write_text("\n".join(lines), encoding="utf-8")
