"""Scripts that train the shipped classifiers from the data beside them."""
