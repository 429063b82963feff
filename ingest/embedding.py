"""By what a run embeds: this process, several, or a GPU."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from index.encoder import Encoder, open_encoder


@contextmanager
def encoder_for(*, n_workers: int = 1, device: str = "cpu") -> Iterator[Encoder | None]:
    """The encoder to open a library with; None for the library's own, which is opened when there is something to embed.

    `n_workers` is for the processor; another device is used by this process alone.
    Raises: EncoderError if there is no such device.
    """
    if device != "cpu":
        yield open_encoder(device=device)
    elif n_workers > 1:
        from index.encoder_processes import ProcessesEncoder

        with closing(ProcessesEncoder(open_encoder(), n_workers)) as encoder:
            yield encoder
    else:
        yield None
