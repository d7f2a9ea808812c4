"""Situs ini menyala dan halaman-halaman utamanya terjawab: `make test`."""

import unittest
from pathlib import Path

from tlkit.site.smoke import smoke


class Smoke(unittest.TestCase):
    def test_site_starts(self) -> None:
        smoke(Path(__file__).resolve().parent.parent)


if __name__ == "__main__":
    unittest.main()
