"""Whether a question asks what to do, so that the steps of a list are wanted together and in order."""

from __future__ import annotations

import re

_WHO = r"(?:i|you|we|they|one|people|someone|somebody|anyone)"
_ASKS = re.compile(
    rf"\bwhat\s+(?:should|do|must|can|shall|would|does)\s+(?:{_WHO}|(?:an?|my)\s+\w+)\s+(?:\w+\s+){{0,2}}?do\b"
    r"|\bwhat\s+(?:am|are|is)\s+\w+\s+(?:supposed|meant|advised)\s+to\s+do\b"
    r"|\bwhat\s+(?:to|(?:is|are|has|have|needs?|must|should)\s+(?:to\s+)?be)\s+(?:do|done)\b"
    rf"|\bhow\s+(?:(?:do|does|should|can|must|would|shall)\s+{_WHO}|to)\s+(?!(?:\w+ly\s+)?(?:know|tell|feel|look|find|notice|recogni[sz]e|get(?!\s+rid\b))\b)"
    r"|\bhow\s+(?:should|must)\s+(?:\w+\s+){1,4}?be\s+\w+(?:ed|en)\b"
    r"|\bhow\s+(?:should|must|can|is|are)\s+(?:\w+\s+){1,4}?(?:be\s+)?(?:taken|used|prepared|applied|given|done|cleaned|opened|inserted|put)\b"
    r"|\bsteps\b|\bstep[\s-]+by[\s-]+step\b|\binstructions?\b|\bfirst\s+aid\b|\bin\s+(?:what|which)\s+order\b",
    re.IGNORECASE,
)


def asks_for_steps(question: str) -> bool:
    """Whether a question asks what to do or how: "What do I do if I miss the ferry?", "How to wash wool"."""
    return _ASKS.search(question) is not None
