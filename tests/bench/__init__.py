"""Our speed beside a peer's, measured in one run: `make bench`, `make bench BENCH=render`."""
