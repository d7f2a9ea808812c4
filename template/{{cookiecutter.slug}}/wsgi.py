"""Pintu masuk bagi server WSGI lain. `tlkit serve` tidak memerlukannya."""

from pathlib import Path

from tlkit.site import create_app

application = create_app(Path(__file__).resolve().parent)
