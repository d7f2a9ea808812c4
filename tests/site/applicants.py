"""Residents who apply over HTTP as a browser does: cookie and form token, page by page, photos, sending."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count, islice
from urllib.parse import urlencode, urlsplit

PERMIT = "penebangan-pohon"
"""Has the fewest pages of those with three papers that must be there."""
PAPERS = ("permohonan", "ktp", "denah-alasan")
HOUSE = {"desa": "99.99.01.1001", "jalan": "Jalan Contoh Raya 12", "rt": "004", "rw": "009"}
PAGES: Sequence[Mapping[str, str]] = (
    {"jenis_pemohon": "person", "dikuasakan": "no"},
    {"nama_pemohon": "Siti Aminah", "nik": "9971014911900001"},
    {
        **{f"alamat_pemohon.{part}": value for part, value in HOUSE.items()},
        "telepon": "081234567890",
        "email": "siti@contoh.example",
    },
    {
        **{f"lokasi.{part}": value for part, value in HOUSE.items()},
        "permintaan": "Menebang",
        "tempat": "Rumah tinggal",
        "jumlah_pohon": "1",
    },
    {"titik_lokasi": "-5.1, 115.2", "alasan": "Akarnya merusak dinding rumah dan menutup jalan masuk."},
)
"""What is answered on each page of questions, in their order."""
HIDDEN = re.compile(r'<input type="hidden" name="(csrf_token|lembar|tanda)" value="([^"]*)"')
RECEIPT = re.compile(r"/cek-status/([0-9A-Z]{4}-?[0-9A-Z]{4}-?[0-9A-Z])")
BOUNDARY = "----tlkit-photos"
PATIENCE = 60.0


@dataclass
class Browser:
    """One phone at an address of its own: its connection, its cookie, the page that it shows."""

    site: str
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    path: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        parts = urlsplit(self.site)
        self.line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)

    def get(self, path: str) -> None:
        """Open a page. Raises AssertionError when it does not come."""
        self.ask("GET", path)

    def send(self, fields: Mapping[str, str], path: str = "") -> None:
        """Send the form of this page with what was filled in."""
        body = urlencode({**self.hidden(), **fields}).encode()
        self.ask("POST", path or self.path, body, "application/x-www-form-urlencoded")

    def upload(self, files: Mapping[str, bytes]) -> None:
        """Send the form of this page with photos."""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="'
        pieces = [
            f'{head}{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {**self.hidden(), "aksi": "lanjut"}.items()
        ]
        for name, content in files.items():
            kind = f'{head}{name}"; filename="foto.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
            pieces += [kind.encode(), content, b"\r\n"]
        body = b"".join([*pieces, f"--{BOUNDARY}--\r\n".encode()])
        self.ask("POST", self.path, body, f"multipart/form-data; boundary={BOUNDARY}")

    def hidden(self) -> dict[str, str]:
        """What the page's form carries unseen."""
        return dict(HIDDEN.findall(self.text))

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> None:
        headers = {"X-Forwarded-For": self.address, "Cookie": "; ".join(map("=".join, self.cookies.items()))}
        if body is not None:
            headers["Content-Type"] = kind
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status == 303:
            self.ask("GET", answer.headers["Location"])
            return
        assert answer.status == 200, f"{method} {path}: {answer.status}\n{text}"
        self.path, self.text = path, text


def apply(site: str, address: str, photos: Sequence[bytes]) -> str:
    """One application from the first page to its receipt, which is returned."""
    browser = Browser(site, address)
    browser.get(f"/izin/{PERMIT}/ajukan")
    browser.send({"jenis": "new"})
    for answers in PAGES:
        browser.send({"aksi": "lanjut", **answers})
    assert browser.path.endswith("/berkas"), f"a page was not taken: {browser.path}\n{browser.text}"
    browser.upload({f"berkas:{paper}": photo for paper, photo in zip(PAPERS, photos, strict=True)})
    browser.send({"aksi": "lanjut", "pernyataan": "yes"})
    browser.send({}, browser.path.replace("/periksa", "/kirim"))
    found = RECEIPT.search(browser.text)
    assert found, f"no receipt: {browser.path}\n{browser.text}"
    browser.line.close()
    return found[1]


def at_once(
    site: str, applicants: int, times: int, photos: Sequence[bytes], numbers: Iterator[int]
) -> list[str]:
    """So many residents who each apply so many times; the receipts of all."""
    asking = [f"10.{number >> 8}.{number & 255}.7" for number in islice(numbers, applicants)]

    def again(address: str) -> list[str]:
        return [apply(site, address, photos) for _ in range(times)]

    with ThreadPoolExecutor(applicants) as together:
        return [receipt for receipts in together.map(again, asking) for receipt in receipts]


def addresses() -> Iterator[int]:
    """Numbers of residents, each of whom asks from elsewhere."""
    return count(1)
