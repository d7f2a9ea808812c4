"""A resident with a phone: opens pages, fills in what they ask, presses what they show."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

HIDDEN = re.compile(r'name="(csrf_token|lembar|tanda|kembali)" value="([^"]*)"')
WRONG = re.compile(r'<a href="#f-([^"]*)">([^<]*)</a>')
RECEIPT = re.compile(r'class="receipt"[^>]*>([^<]*)<')
NIK = "9971015708900001"
WHO = {"jenis_pemohon": "person", "dikuasakan": "no"}
PERSON = {"nama_pemohon": "Siti Contoh", "nik": NIK}
CONTACT = {
    "alamat_pemohon.desa": "36.71.07.1003",
    "alamat_pemohon.jalan": "Jl. Melati 5",
    "alamat_pemohon.rt": "004",
    "telepon": "0812 3456 7890",
}
DECLARED = {"pernyataan": "yes"}
TREE = "penebangan-pohon"
PLACE = {
    "lokasi.desa": "99.99.01.1001",
    "lokasi.jalan": "Jalan Contoh Raya 12",
    "permintaan": "Menebang",
    "tempat": "Rumah tinggal",
    "jumlah_pohon": "1.250",
}
WHY = {"titik_lokasi": "-5.1, 115.2", "alasan": "Akarnya merusak dinding."}
PAPERS = ("permohonan", "ktp", "denah-alasan")


def photo(side: int = 60) -> io.BytesIO:
    """A photo of a paper, so to speak."""
    content = io.BytesIO()
    Image.new("RGB", (side, side), "white").save(content, "JPEG")
    content.seek(0)
    return content


class Resident:
    """One browser. `page` is the page that it shows."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse
        self.csrf = ""

    def open(self, address: str) -> TestResponse:
        """Go to an address, and on where that leads."""
        self.page = self.client.get(address, follow_redirects=True)
        return self.page

    def send(
        self, answers: Mapping[str, Any], to: str | None = None, hidden: Mapping[str, str] | None = None
    ) -> TestResponse:
        """Press the button of the page's form; `hidden` is what another opening of it carried."""
        form = {"aksi": "lanjut", **(self.hidden() if hidden is None else hidden), **answers}
        self.page = self.client.post(
            to or self.path, data=form, content_type="multipart/form-data", follow_redirects=True
        )
        return self.page

    def hidden(self) -> dict[str, str]:
        """What the form of the page carries unseen; a page without one leaves the token of the last."""
        found = dict(HIDDEN.findall(self.page.text))
        self.csrf = found.get("csrf_token", self.csrf)
        return {**found, "csrf_token": self.csrf}

    @property
    def path(self) -> str:
        """Where the browser is."""
        return self.page.request.path

    @property
    def token(self) -> str:
        """The secret of the draft's link."""
        return self.path.split("/")[2]

    @property
    def wrong(self) -> dict[str, str]:
        """What the page says is wrong, by the name of the input."""
        return dict(WRONG.findall(self.page.text))

    @property
    def receipt(self) -> str:
        """The receipt on the page."""
        found = RECEIPT.search(self.page.text)
        assert found, self.page.text
        return found[1]

    def begin(self, permit: str, kind: str = "new") -> None:
        """Open a new form."""
        self.open(f"/izin/{permit}/ajukan")
        self.send({"jenis": kind})

    def fill(self, *pages: Mapping[str, Any]) -> None:
        """Answer one page after the other."""
        for answers in pages:
            before = self.path
            self.send(answers)
            assert self.path != before, self.wrong

    def upload(self, *papers: str) -> None:
        """Send a photo for each paper, and go on."""
        self.send({f"berkas:{paper}": (photo(), f"{paper}.jpg") for paper in papers})


def apply(resident: Resident) -> str:
    """A whole application; its receipt."""
    resident.begin(TREE)
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    resident.send({}, to=resident.path.replace("periksa", "kirim"))
    return resident.receipt
