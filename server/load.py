"""Many people asking a running server at once, while documents are added: how long they wait, and how its memory grows."""

from __future__ import annotations

import json
import os
import random
import threading
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import StatisticsError, linear_regression, quantiles

TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Who asks what, how long."""

    url: str
    questions: Sequence[str]
    n_people: int = 50
    seconds: float = 600.0
    think_s: float = 10.0  # a person reads this long, on average, before the next question; 0 asks without a pause


@dataclass(frozen=True, slots=True)
class Held:
    """What the server held at a moment."""

    at_s: float  # since the start
    n_bytes: int  # resident
    n_files: int  # open
    n_answers: int  # given until then


@dataclass(slots=True)
class Measured:
    """What was measured, in seconds and bytes."""

    waits_s: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    seconds: float = 0.0
    processor_s: float = 0.0  # that the server used meanwhile

    def percentile(self, percent: int) -> float:
        """The wait that so many percent of questions did not exceed."""
        return quantiles(self.waits_s, n=100, method="inclusive")[percent - 1] if len(self.waits_s) > 1 else 0.0

    @property
    def most_mib_each_minute(self) -> list[int]:
        """The most memory held in each minute, the last perhaps a part of one."""
        most: dict[int, int] = {}
        for held in self.held:
            minute = int(held.at_s // 60)
            most[minute] = max(most.get(minute, 0), held.n_bytes >> 20)
        return [most[minute] for minute in sorted(most)]

    @property
    def mib_per_thousand_answers(self) -> float | None:
        """How memory grows in the second half, when everything has been used once: a line's slope; None where there is no telling."""
        later = [held for held in self.held if held.at_s >= self.seconds / 2]
        try:
            line = linear_regression([held.n_answers for held in later], [held.n_bytes / (1 << 20) for held in later])
        except StatisticsError:  # fewer than two moments, or no answer between them
            return None
        return round(1000 * line.slope, 1)

    def as_record(self) -> dict[str, object]:
        """The figures."""
        return {
            "n_answers": len(self.waits_s),
            "n_errors": len(self.errors),
            "errors": sorted(set(self.errors))[:10],
            "seconds": round(self.seconds, 1),
            "answers_per_second": round(len(self.waits_s) / self.seconds, 2) if self.seconds else 0.0,
            **{f"p{percent}_s": round(self.percentile(percent), 3) for percent in (50, 95, 99)},
            "processor_s_per_answer": round(self.processor_s / len(self.waits_s), 3) if self.waits_s else 0.0,
            "longest_s": round(max(self.waits_s, default=0.0), 3),
            "memory_mib_each_minute": self.most_mib_each_minute,
            "memory_mib_per_thousand_answers_second_half": self.mib_per_thousand_answers,
            "open_files_first_and_last": [held.n_files for held in (self.held[:1] + self.held[-1:])],
        }


def ask(url: str, question: str) -> str:
    """Ask as a program does; returns the route. Raises: OSError, ValueError if there was no answer."""
    body = json.dumps({"data": [question, None, None]}).encode()
    request = urllib.request.Request(f"{url}/gradio_api/call/ask", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
        event_id = json.load(answer)["event_id"]
    with urllib.request.urlopen(f"{url}/gradio_api/call/ask/{event_id}", timeout=TIMEOUT_S) as stream:
        event = ""
        for raw in stream:
            line = raw.decode("utf-8").rstrip("\n")
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            elif line.startswith("data: ") and event == "complete":
                return str(json.loads(line.removeprefix("data: "))[0]["route"])
            elif line.startswith("data: ") and event == "error":
                raise ValueError(line.removeprefix("data: "))
    raise ValueError("the stream ended without an answer")


def measure(plan: Plan, *, pid: int, every_s: float = 15.0) -> Measured:
    """Run the plan against the server of that process id."""
    measured, lock, began = Measured(), threading.Lock(), time.monotonic()
    until = began + plan.seconds

    def person(number: int) -> None:
        chosen = random.Random(number)
        pause(chosen)  # people come one after another; all of them at the same moment is `think_s` = 0
        while time.monotonic() < until:
            asked = time.monotonic()
            try:
                ask(plan.url, chosen.choice(plan.questions))
            except (OSError, ValueError) as error:
                with lock:
                    measured.errors.append(f"{type(error).__name__}: {error}"[:200])
            else:
                with lock:
                    measured.waits_s.append(time.monotonic() - asked)
            pause(chosen)

    def pause(chosen: random.Random) -> None:
        time.sleep(min(chosen.expovariate(1 / plan.think_s) if plan.think_s else 0.0, max(0.0, until - time.monotonic())))

    used_before = processor_s(pid)
    people = [threading.Thread(target=person, args=(number,)) for number in range(plan.n_people)]
    for each in people:
        each.start()
    while (busy := next((each for each in people if each.is_alive()), None)) is not None:
        measured.held.append(Held(time.monotonic() - began, resident_bytes(pid), n_open_files(pid), len(measured.waits_s)))
        busy.join(every_s)
    measured.seconds = time.monotonic() - began
    measured.processor_s = processor_s(pid) - used_before
    return measured


def resident_bytes(pid: int) -> int:
    """How much memory the process holds; 0 if it is gone."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(fields[1]) * 4096


def n_open_files(pid: int) -> int:
    """How many files and connections the process has open; 0 if it is gone."""
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208  # the number of names is all that is wanted
    except OSError:
        return 0


def processor_s(pid: int) -> float:
    """How many seconds of the processor the process has used; 0 if it is gone."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")
