"""What is said of a search that had to do without a part, as `Library.trouble` gives it. Needs no client."""

from __future__ import annotations

NO_LEXICAL = "The search by words failed on the server, so only passages of a like meaning were looked for. Ask again in a while."
NO_DENSE = "The search by meaning failed on the server, so only passages with the question's words were looked for. Ask again in a while."
