"""Reproducible LKIP: from the printed tables of a Polres to a checked, published report."""

__version__ = "0.1.0"
