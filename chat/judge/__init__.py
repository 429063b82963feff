"""The judge: how well a sentence, in its place, answers a question."""
