"""An officer at a desk, from signing in to handing over the letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from passlib.totp import TOTP
from playwright.sync_api import Page

from tests.browser.resident import Look, Resident, photo
from tlkit.site.shared.accounts.demo import demo_officer

STEP = "section[aria-labelledby='langkah-ini']"


@dataclass
class Desk:
    """One browser in which an officer works. `start` is the officers' page of a language."""

    page: Page
    look: Look
    start: str = "/petugas"
    signs: Callable[[Desk], None] = field(default=lambda desk: desk.sign_by_hand())

    def sign_in(self, var: Path) -> None:
        """With the demonstration's password and the code of this moment."""
        officer = demo_officer(var)
        assert officer is not None
        self.page.goto(self.start)
        self.page.locator("[name=email]").fill(officer.email)
        self.page.locator("[name=password]").fill(officer.password)
        self.look(self.page, "masuk")
        self.press("main form button")
        self.page.locator("[name=code]").fill(TOTP(key=officer.key, format="base32").generate().token)
        self.look(self.page, "kode")
        self.press("main form button")
        self.look(self.page, "beranda-petugas")

    def take_in(self, words: str) -> str:
        """File for somebody who stands at the counter with the papers; returns the receipt."""
        self.page.goto(f"{self.start}/loket")
        self.page.locator("#q").fill(words)
        self.press("form.find button")
        self.look(self.page, "loket")
        self.press("main button[name=izin]")
        Resident(self.page, self.look).answer()
        for name in ("dibawa", "asli"):
            for box in self.page.locator(f"[name={name}]").all()[:3]:
                box.check()
        self.look(self.page, "loket-isian")
        self.press("button[name=aksi][value=kirim]")
        self.look(self.page, "loket-diterima")
        return self.page.locator(".filed-number").inner_text()

    def open(self, receipt: str) -> None:
        """Find a case in the queue by its receipt."""
        self.page.goto(f"{self.start}/permohonan")
        self.look(self.page, "antrean")
        self.page.locator("#cari").fill(receipt)
        self.press("form.find button")
        if self.page.locator("table.cases a.mono").count():
            self.press("table.cases a.mono")
        self.page.locator(".case-head").wait_for()

    def give_back(self, note: str) -> None:
        """Return a paper for correction, with the first stock phrase before a sentence of one's own."""
        form = self.page.locator("form[action$='/kembalikan']")
        self.page.locator("details:has(form[action$='/kembalikan']) > summary").click()
        form.locator("[name=dokumen]").first.check()
        phrases = form.locator("select.phrases")
        phrases.select_option(index=1)
        words = form.locator("[name=alasan]")
        words.fill(f"{words.input_value()} {note}".strip())
        self.look(self.page, "kembalikan")
        self.press("form[action$='/kembalikan'] button.button")
        self.look(self.page, "dikembalikan")

    def finish(self) -> list[str]:
        """Do what each step asks until the case is closed; returns the actions."""
        done: list[str] = []
        while (action := self.action()) is not None:
            assert len(done) < 20, done
            assert action not in done[-2:], done
            self.STEPS[action](self)
            done.append(action)
        return done

    def action(self) -> str | None:
        """The last word of the address that the open step's form sends to; None for a closed case."""
        forms = self.page.locator(f"{STEP} form").evaluate_all(
            "all => all.map(each => each.getAttribute('action').split('/').pop())"
        )
        return next((each for each in self.STEPS if each in forms), None)

    def submit(self, action: str) -> None:
        """Look at the page as it is filled in, then send the step's form."""
        self.look(self.page, f"langkah-{action}")
        self.press(f"{STEP} form[action$='/{action}'] > button.button")
        assert not self.page.locator(".errors").count(), self.page.locator(".errors").inner_text()

    def tick(self) -> None:
        for box in self.page.locator(f"{STEP} form > fieldset [name=lolos]:visible").all():
            box.check()
        first = self.page.locator(f"{STEP} .paper-files a").first
        first.click()
        self.page.frame_locator("iframe[name=berkas]").locator("img").first.wait_for()
        self.submit("lengkap")

    def arrange(self) -> None:
        day = date.today() + timedelta(days=3)
        self.page.locator(f"{STEP} [name=tanggal]").fill(day.isoformat())
        self.page.locator(f"{STEP} [name=jam]").fill("10:00")
        self.submit("jadwal")

    def visit(self) -> None:
        self.page.locator(f"{STEP} [name=laporan]").fill("Letaknya sesuai dengan permohonan.")
        photos = self.page.locator(f"{STEP} [name=foto]")
        for many, words in enumerate(("lokasi", "papan"), 1):
            photos.set_input_files(photo(words))
            self.page.wait_for_function(
                "([input, many]) => input.files.length === many", arg=[photos.element_handle(), many]
            )
        self.submit("kunjungan")

    def advise(self) -> None:
        self.page.locator(f"{STEP} [name=rekomendasi]").first.check()
        self.submit("rekomendasi")

    def charge(self) -> None:
        self.page.locator(f"{STEP} [name=jumlah]").fill("250.000")
        self.page.locator(f"{STEP} [name=dasar]").fill("Perhitungan percobaan")
        self.submit("tetapkan")

    def pay(self) -> None:
        paid = self.page.locator(f"{STEP} form[action$='/bayar']")
        paid.locator("[name=bukti]").fill("TRX-2026-0001")
        paid.locator("[name=jumlah]").fill("250.000")
        self.submit("bayar")

    def initial(self) -> None:
        self.submit("paraf")

    def sign(self) -> None:
        """Make the draft, then sign it in the way of this desk."""
        self.press(f"{STEP} form[action$='/konsep'] button")
        self.look(self.page, "langkah-konsep")
        self.signs(self)

    def sign_by_hand(self) -> None:
        """Number and print, then scan back what was signed and stamped."""
        by_hand = self.page.locator(f"{STEP} details:has(form[action$='/cetak'])")
        if by_hand.get_attribute("open") is None:
            by_hand.locator("> summary").click()
        self.press(f"{STEP} form[action$='/cetak'] button")
        letter = self.page.request.get(
            str(self.page.locator(f"{STEP} a[href$='/sertifikat']").get_attribute("href"))
        )
        scan = self.page.locator(f"{STEP} [name=pindaian]")
        scan.set_input_files({"name": "surat.pdf", "mimeType": "application/pdf", "buffer": letter.body()})
        self.submit("pindaian")

    def sign_electronically(self, receipt: str, nik: str, passphrase: str) -> None:
        """Choose the letter on the signer's page, and sign it with the passphrase."""
        self.press(f"{STEP} a.button[href$='/tanda-tangan']")
        self.page.locator(f"tr:has-text('{receipt}') [name=surat]").check()
        self.page.locator("[name=nik]").fill(nik)
        self.page.locator("[name=sandi]").fill(passphrase)
        self.look(self.page, "tanda-tangan")
        self.press("form[action$='/tanda-tangan'] button")
        self.look(self.page, "ditandatangani")
        self.press("#hasil ~ ul a.mono")

    def hand_over(self) -> None:
        self.page.locator(f"{STEP} [name=penerima]").fill("Siti Aminah")
        self.submit("serah")
        self.look(self.page, "selesai")

    def press(self, what: str) -> None:
        """Press what leads to a page, and wait for it."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator(what).first.click()

    STEPS: ClassVar[Mapping[str, Callable[[Desk], None]]] = {
        "lengkap": tick, "kunjungan": visit, "jadwal": arrange, "rekomendasi": advise, "tetapkan": charge,
        "bayar": pay, "paraf": initial, "konsep": sign, "serah": hand_over,
    }  # fmt: skip
    """What is done at each step, by the action that its form sends; a visit that has its day is made."""
