"""Files parsed in processes of their own, so that none can hang, exhaust or end the run.

A worker is reused until it dies, is killed for taking too long, or has grown; then another takes its place.
"""

from __future__ import annotations

import gc
import logging
import math
import os
import pickle
import re
import signal
import struct
import subprocess
import sys
import threading
import warnings
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from select import select
from time import monotonic
from types import TracebackType
from typing import IO, Self

from index.document import Document, Role
from ingest.errors import UnreadableDocumentError
from ingest.give_way import give_way
from ingest.in_words import in_words
from ingest.legible import why_illegible
from ingest.misnamed import SENT_INSTEAD, other_than_named

MIB = 1024 * 1024
_WORD = re.compile(r"[^\W\d_]{2,}|[\u0e00-\u9fff\uac00-\ud7af]")  # two letters, or one sign of a script that writes without spaces
_SO_SHORT = 40  # characters; a file that says no more is told by its words
_FEWEST_WORDS = 3  # a document that says less says nothing
_START_S = 60.0  # a worker that has not started by then never will
_PATIENCE = 5  # times the processor time that a file may take: what others use of a busy machine is not the file's fault
_OUT_OF_TIME = "out of time"
_LENGTH = struct.Struct(">Q")
_SPLIT_IT = "Split it into smaller documents, or raise the limit."
_REPAIR = "Open it in the program that made it and save it again."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost before it is refused."""

    time_s: float = 60.0  # of the processor; on a busy machine the clock may show five times as much
    time_s_a_mib: float = 5.0  # more for each MiB of the file: a long guideline may take its time
    memory_mib: int = 2048
    max_file_mib: int = 200
    max_pages: int = 5000
    max_chars: int = 50_000_000
    max_files_a_worker: int = 2000  # then it is replaced, so that what parsers leak goes with it

    def time_for(self, path: Path) -> float:
        """Seconds that this file may take, at most ten times `time_s`."""
        try:
            n_mib = min(path.stat().st_size / MIB, self.max_file_mib)
        except OSError:
            n_mib = 0.0
        return min(self.time_s + n_mib * self.time_s_a_mib, 10 * self.time_s)


def load_isolated(path: Path, limits: Limits | None = None) -> Document:
    """Load one file in a process of its own. Raises: UnreadableDocumentError with the reason, whatever the file does."""
    with Worker(limits or Limits()) as worker:
        return worker.load(path)


Loaded = tuple[Path, Document | UnreadableDocumentError, float]  # and the seconds that reading it took


def load_many(paths: Iterable[Path], limits: Limits | None = None, n_workers: int = 1) -> Generator[Loaded, None, None]:
    """Load files in `n_workers` processes, in order, at most a few ahead of the caller."""
    limits = limits or Limits()
    local = threading.local()
    workers: list[Worker] = []

    def load(path: Path) -> Loaded:
        began = monotonic()
        if not hasattr(local, "worker"):
            local.worker = Worker(limits)
            workers.append(local.worker)
        worker: Worker = local.worker
        try:
            return path, worker.load(path), monotonic() - began
        except UnreadableDocumentError as error:
            return path, error, monotonic() - began

    pool = ThreadPoolExecutor(n_workers, thread_name_prefix="load")
    try:
        ahead: deque[Future[Loaded]] = deque()
        for path in paths:
            ahead.append(pool.submit(load, path))
            if len(ahead) > 4 * n_workers:
                yield ahead.popleft().result()
        for future in ahead:
            yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in list(workers):
            worker.close()
        pool.shutdown(wait=True)
        for worker in workers:  # a thread may have been starting a process just then
            worker.close()


class Worker:
    """A process that loads one file after another, and its replacement when it is lost."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._n_files = 0
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def load(self, path: Path) -> Document:
        """Load a file. Raises: UnreadableDocumentError, also where the file made the parser hang, crash or run out of memory."""
        time_s = self._limits.time_for(path)
        try:
            process = self._running()
            self._n_files += 1
            deadline = monotonic() + _PATIENCE * time_s
            _send(process, pickle.dumps(str(path)), deadline)
            answer = _receive(process, deadline, self._limits)
        except TimeoutError as error:
            self._kill()
            raise UnreadableDocumentError(path, f"took longer than {time_s:.0f} s to read", _SPLIT_IT) from error
        except _TooLongError as error:
            self._kill()
            raise UnreadableDocumentError(path, f"more than {self._limits.max_chars} characters of text", _SPLIT_IT) from error
        except (EOFError, BrokenPipeError, OSError) as error:
            reason = self._why_dead()
            if reason == _OUT_OF_TIME:
                raise UnreadableDocumentError(path, f"took longer than {time_s:.0f} s to read", _SPLIT_IT) from error
            raise UnreadableDocumentError(path, reason, _REPAIR) from error
        return _opened(path, answer)

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._kill()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise EOFError
        if self._process is not None and (self._n_files >= self._limits.max_files_a_worker or self._process.poll() is not None):
            self._kill()
        if self._process is None:
            root = str(Path(__file__).resolve().parent.parent)
            code = f"import sys; sys.path.insert(0, {root!r}); from ingest.isolate import serve; serve()"
            self._process = subprocess.Popen(
                [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
            )
            self._n_files = 0
            _send(self._process, pickle.dumps(self._limits), monotonic() + _START_S)
            _read(self._process, 1, monotonic() + _START_S)
        return self._process

    def _why_dead(self) -> str:
        process, self._process = self._process, None
        if process is None:
            return "the reading process was ended"
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        code = process.returncode
        _end(process)
        if code is not None and code < 0:
            if -code == getattr(signal, "SIGXCPU", None):
                return _OUT_OF_TIME
            return "made the program that reads it crash"
        return "made the program that reads it end"

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


class _TooLongError(Exception):
    """An answer larger than the limits allow."""


def _send(process: subprocess.Popen[bytes], data: bytes, deadline: float) -> None:
    assert process.stdin is not None
    message = memoryview(_LENGTH.pack(len(data)) + data)
    while message:
        if not select([], [process.stdin], [], max(0.0, deadline - monotonic()))[1]:
            raise TimeoutError
        message = message[os.write(process.stdin.fileno(), message[:4096]) :]


def _receive(process: subprocess.Popen[bytes], deadline: float, limits: Limits) -> bytes:
    (length,) = _LENGTH.unpack(_read(process, _LENGTH.size, deadline))
    if length > 6 * limits.max_chars + 64 * MIB:
        raise _TooLongError
    return _read(process, length, deadline)


def _read(process: subprocess.Popen[bytes], n_bytes: int, deadline: float) -> bytes:
    assert process.stdout is not None
    data = bytearray()
    while len(data) < n_bytes:
        if not select([process.stdout], [], [], max(0.0, deadline - monotonic()))[0]:
            raise TimeoutError
        part = os.read(process.stdout.fileno(), min(n_bytes - len(data), 1 << 20))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def _opened(path: Path, answer: bytes) -> Document:
    result = pickle.loads(answer)
    if isinstance(result, Document):
        return result
    reason, remedy = result
    raise UnreadableDocumentError(path, reason, remedy)


def serve() -> None:
    """The worker's side: read paths from standard input, write pickled results to standard output, until it closes."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):  # whatever a parser prints or asks for must not mix with the answers
        os.dup2(null, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    limits = pickle.loads(_next(requests))
    _limit(limits)
    give_way()
    gc.set_threshold(
        100_000, 50, 100
    )  # parsers make millions of objects that live until the file is read: looking for garbage cost a quarter
    from ingest.load import load  # the parsers are loaded in the child only

    answers.write(b"\x00")  # ready: the clock of the first file starts now
    answers.flush()
    while request := _next(requests):
        data = pickle.dumps(_attempt(load, Path(pickle.loads(request)), limits), protocol=pickle.HIGHEST_PROTOCOL)
        answers.write(_LENGTH.pack(len(data)) + data)
        answers.flush()


def _next(requests: IO[bytes]) -> bytes:
    head = requests.read(_LENGTH.size)
    return requests.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""


def _limit(limits: Limits) -> None:
    """Bind this process to its memory and its time, as far as the system can."""
    try:
        import resource
    except ImportError:  # not on this system: the parent's clock still ends it
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mib * MIB, limits.memory_mib * MIB))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 * MIB, 64 * MIB))


def _limit_time(seconds: float) -> None:
    """From now on this process may use so many seconds of the processor; then the system ends it, whatever it is doing."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    with suppress(ValueError, OSError):
        end = math.ceil(usage.ru_utime + usage.ru_stime + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _attempt(load: Callable[[Path], Document], path: Path, limits: Limits) -> Document | tuple[str, str]:
    """The document, or the reason and remedy for which there is none."""
    _limit_time(limits.time_for(path))
    try:
        if path.is_file() and path.stat().st_size > limits.max_file_mib * MIB:
            return f"larger than {limits.max_file_mib} MiB", _SPLIT_IT
        return _within(path, load(path), limits)
    except UnreadableDocumentError as error:
        return error.reason, error.remedy
    except MemoryError:
        return f"needs more than {limits.memory_mib} MiB of memory", _SPLIT_IT
    except RecursionError:
        return "nested without end", _REPAIR
    except OSError as error:
        return f"cannot be opened ({error.strerror or in_words(error)})", "Check the path and who may read it."
    except Exception as error:  # the last line: whatever a parser throws at a broken file is that file's refusal
        return f"cannot be read ({in_words(error)})", _REPAIR


def _within(path: Path, document: Document, limits: Limits) -> Document | tuple[str, str]:
    if len(document.pages) > limits.max_pages:
        return f"{len(document.pages)} pages, more than {limits.max_pages}", _SPLIT_IT
    if sum(map(len, document.pages)) > limits.max_chars:
        return f"more than {limits.max_chars} characters of text", _SPLIT_IT
    if why := why_illegible("\n".join(document.pages)):
        return f"text without usable characters ({why})", _REPAIR
    words = [word for block in document.blocks if block.role.is_quotable for word in _WORD.findall(document.text_of(block))]
    if len(words) < _FEWEST_WORDS:
        reason = _no_text(document, len(words))
        if name := other_than_named(path, document.source.extractor.partition("/")[0]):
            return f"no {name} file, though it is named like one; {reason}", SENT_INSTEAD
        return reason, "Check that the right file was saved."
    return document


def _no_text(document: Document, n_words: int) -> str:
    """The reason for which there is nothing to quote: the few words that are there, or what most of the characters are."""
    sorts = Counter[str]()
    for block in document.blocks:
        if not block.role.is_quotable:
            sorts[block.why or ("headings" if block.role is Role.HEADING else block.role.value)] += len(document.text_of(block))
    n_chars = sum(len("".join(page.split())) for page in document.pages)
    words = " ".join(" ".join(document.pages).split())
    what = f": “{words}”" if 0 < len(words) <= _SO_SHORT else f", mostly {sorts.most_common(1)[0][0]}" if sorts else ""
    found = "no text that could be quoted" if not n_words else f"no text but {n_words} word" + ("s" if n_words > 1 else "")
    return f"{found} ({n_chars} characters{what})"
