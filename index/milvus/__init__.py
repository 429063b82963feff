"""A library in a Milvus server: one process, one machine or a cluster, by the same calls."""
