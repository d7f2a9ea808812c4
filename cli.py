"""Runs the kit from a checkout: `python cli.py new region kota-tangerang`."""

from tlkit.cli import main

if __name__ == "__main__":
    main()
