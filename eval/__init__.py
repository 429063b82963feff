"""Runs, measures and reports: every claim about the product is a command that anyone can run."""
