"""The vector of a passage, composed of those of its sentences and of its heading."""
