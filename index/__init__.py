"""The library: everything needed to keep a passage and find it again. Imports nothing of ours."""
