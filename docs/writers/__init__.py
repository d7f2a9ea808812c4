"""What `docs/generate.py` writes the reference pages with. Reads the code; writes nothing itself."""
