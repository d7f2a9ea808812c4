"""A resident with a phone, from the search on the home page to the letter in hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page

Look = Callable[[Page, str], None]
"""What is done with every page that is passed, under a name of its own: a check, or a photo."""

PHONE_NUMBER = "081234567890"
ANSWERS = {
    "jenis_pemohon": "person",
    "dikuasakan": "no",
    "nama_pemohon": "Siti Aminah",
    "nik": "9971014911900001",
    "tempat_lahir": "Tangerang",
    "tanggal_lahir": "09/11/1990",
    "telepon": PHONE_NUMBER,
    "email": "siti@contoh.example",
    "desa": "Bencongan",
    "jalan": "Jalan Contoh Raya 12",
    "rt": "004",
    "rw": "009",
    "pos": "15115",
    "hari": "Senin",
    "jam_mulai": "08.00",
    "jam_selesai": "14.00",
    "npwp": "9971014911900001",
}
"""What is answered where the last word of a question's name is this one."""
UNASKED = ("dusun", "pengingat", "jenis", "dibawa", "asli", "menyusul", "catatan")
"""What this resident leaves empty, and what is the counter's to fill in."""
RECEIPT = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")
POINT = "-6.178306, 106.631889"
QUESTION = "#formulir :is(input:not([type=file]), select, textarea)[name]:visible"


@dataclass
class Resident:
    """One application on one phone. `start` is the home page of a language."""

    page: Page
    look: Look
    start: str = "/"

    def apply(self, words: str, permit_id: str) -> str:
        """From the home page to the receipt, which is returned."""
        self.begin(words, permit_id)
        while not self.page.url.endswith("/periksa"):
            self.answer_page()
        self.look(self.page, "periksa")
        self.press("form[action$='/kirim'] .big")
        self.look(self.page, "terkirim")
        found = RECEIPT.search(self.page.locator("main .receipt").inner_text())
        assert found
        return found[0]

    def begin(self, words: str, permit_id: str) -> None:
        """From the home page to the first page of the form."""
        self.find(words, permit_id)
        self.press("main a[href$='/ajukan']")
        self.look(self.page, "mulai")
        if (kinds := self.page.locator("main [name=jenis]")).count():
            kinds.first.check()
        self.press("main form.form .big")

    def find(self, words: str, permit_id: str) -> None:
        """Search on the home page, and open the permit."""
        self.page.goto(self.start)
        self.look(self.page, "beranda")
        box = self.page.get_by_role("main").get_by_role("searchbox")
        box.fill(words)
        box.press("Enter")
        self.page.wait_for_url("**/izin?q=*")
        self.look(self.page, "cari")
        self.page.locator(f"main a[href$='/izin/{permit_id}']:visible").first.click()
        self.page.wait_for_url(f"**/izin/{permit_id}")
        self.look(self.page, "izin")

    def answer_page(self) -> None:
        """Answer what is asked, also what an answer brings up, and go on."""
        slug = self.page.url.rpartition("/")[2]
        if slug == "berkas":
            self.attach(self.page.locator("#formulir .paper:not(h2 ~ h2 ~ .paper) input[type=file]"))
        else:
            self.answer()
        self.look(self.page, slug)
        self.press("#formulir .bottom .big")
        assert not self.page.locator("#kesalahan").count(), self.page.locator("#kesalahan").inner_text()

    def answer(self) -> None:
        done: set[str] = set()
        while (name := self.next_question(done)) is not None:
            done.add(name)
            self.fill(name)

    def next_question(self, done: set[str]) -> str | None:
        """The first question in sight that has not been answered yet."""
        names: Sequence[str] = self.page.locator(QUESTION).evaluate_all("all => all.map(each => each.name)")
        return next((name for name in names if name not in done), None)

    def fill(self, name: str) -> None:
        """One question, in the way of its type."""
        last = name.rpartition(".")[2]
        field = self.page.locator(f"#formulir [name='{name}']")
        kind = field.first.get_attribute("type") or field.first.evaluate("each => each.localName")
        said = ANSWERS.get(last)
        if last in UNASKED or (last == "desa" and kind == "radio"):
            return
        if last == "cari":
            self.choose_village(name, field)
        elif kind in ("radio", "checkbox"):
            self.page.locator(
                f"#formulir [name='{name}']" + (f"[value='{said}']" if said else "")
            ).first.check()
        elif kind == "select":
            value = field.locator("option:not([value=''])").first.get_attribute("value")
            field.select_option(value)
        elif field.get_attribute("data-point") is not None:
            field.fill(POINT)
        elif kind == "date":
            field.fill("2026-12-01")
        else:
            field.fill(said or ("2" if field.get_attribute("inputmode") == "decimal" else "Contoh"))

    def choose_village(self, name: str, field: Locator) -> None:
        """Type a village's name, and tap it in the list that comes up."""
        field.press_sequentially(ANSWERS["desa"])
        self.page.locator(f"#formulir [name='{name.rpartition('.')[0]}.desa']").first.check()

    def attach(self, inputs: Locator) -> None:
        """A photo for each of these papers."""
        for number in range(inputs.count()):
            paper = inputs.nth(number)
            paper.set_input_files(photo(paper.get_attribute("name") or ""))
            self.page.locator("#formulir .busy").first.wait_for(state="detached")

    def correct(self, receipt: str) -> None:
        """Mend what was returned."""
        self.track(receipt)
        self.press("main a[href$='/perbaiki']")
        self.attach(self.page.locator("#formulir .paper input[type=file]"))
        self.look(self.page, "perbaiki")
        self.press("#formulir .bottom .big")
        self.look(self.page, "diperbaiki")

    def track(self, receipt: str) -> None:
        """Open the case with its receipt and the phone number, as if on another phone."""
        self.page.goto(f"{self.start}cek-status")
        self.page.locator("#resi").fill(receipt)
        self.page.locator("#kontak").fill(PHONE_NUMBER)
        self.look(self.page, "cek-status")
        self.press("main form.form .big")
        self.look(self.page, "status")

    def letter(self) -> bytes:
        """The certificate's PDF, from the page of the case."""
        address = self.page.locator("main a.button[href$='/sertifikat']").get_attribute("href")
        answer = self.page.request.get(str(address))
        assert answer.headers["content-type"] == "application/pdf"
        return answer.body()

    def press(self, what: str) -> None:
        """Press what leads to a page, and wait for the whole of it.

        A click alone comes back when the first bytes are there: what is counted then may be half the page.
        """
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator(what).first.click()


def photo(words: str) -> FilePayload:
    """A photo of a paper, so to speak, with its name written on it."""
    picture = Image.new("RGB", (620, 877), "#f4f1e8")
    draw = ImageDraw.Draw(picture)
    draw.text((60, 60), words.removeprefix("berkas:").replace("-", " ").upper(), "#222222", font_size=34)
    for line in range(170, 760, 46):
        draw.line((60, line, 560 if line % 92 else 430, line), "#8a8778", 5)
    content = BytesIO()
    picture.save(content, "JPEG")
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}
