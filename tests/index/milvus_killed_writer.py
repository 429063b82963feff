"""A process that writes documents to Milvus, one a line, until it is killed: python milvus_killed_writer.py ADDRESS."""

from __future__ import annotations

import sys

from index.library import Library
from tests.conftest import KeywordEncoder
from tests.index.entries import many_entries

with Library.open(sys.argv[1], encoder=KeywordEncoder(), create=True) as library, library.writer() as writer:
    for change in writer.put_many(many_entries()):
        sys.stdout.write(f"{change.source_id}\n")
        sys.stdout.flush()
