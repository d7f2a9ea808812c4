"""tlkit: from one region file to a running civic site."""

__version__ = "0.1.0"
