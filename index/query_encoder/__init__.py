"""A question's vector to compare with sentences: of the bundled model with an adapter that has learned what answers a question."""
