"""A share of the work, for several processes that bring in one folder at once: which files are this one's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from ingest.plan import Step


@dataclass(frozen=True, slots=True)
class Share:
    """The `number`th of `of` shares, from 1. Files of the same content are in the same share, on every machine."""

    number: int
    of: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"not a share: {self.number}/{self.of}. Write for instance 2/4 for the second of four.")

    @classmethod
    def parse(cls, text: str) -> Share:
        """ "2/4" is the second of four shares. Raises: ValueError."""
        found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
        if found is None:
            raise ValueError(f"{text!r} is not a share. Write for instance 2/4 for the second of four.")
        return cls(int(found[1]), int(found[2]))

    def takes(self, step: Step) -> bool:
        """Whether this step is for the process with this share: by the file's content, or by its path where it is gone."""
        of_file = step.record.sha256 if step.record is not None and step.record.sha256 else ""
        digest = of_file or sha256(step.path.as_posix().encode("utf-8", "surrogatepass")).hexdigest()
        return int(digest[:15], 16) % self.of == self.number - 1
