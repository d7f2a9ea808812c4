"""The help of the commands in Indonesian, by its English, and what click says of itself.

A command explains itself in English where it is written; here stands the same for an
Indonesian clerk. A test fails where a command or option is missing.
"""

from __future__ import annotations

HELP = {
    "From one region file to a running civic site.":
        "Dari satu berkas daerah menjadi situs layanan yang jalan.",
    "Bahasa pesan / language of messages.": "Bahasa pesan: id atau en.",
    "Show the version and exit.": "Tampilkan versi.",
    "Show this message and exit.": "Tampilkan petunjuk ini.",
    "The result as JSON.": "Hasil sebagai JSON.",
    "Print the same as JSON.": "Hasil sebagai JSON.",
    # check, new, regions, schema
    "Check the region file FILE, or that of a folder, and say what to mend.":
        "Periksa BERKAS daerah, atau berkas daerah di sebuah folder, dan sebut yang perlu diperbaiki.",
    "Make something new from its description.": "Buat sesuatu dari uraiannya.",
    "Make DIR/<slug>/ of each WHAT: a packaged name, a YAML file, a Kemendagri code or a place name.":
        "Buat FOLDER/<slug>/ dari tiap DAERAH: nama yang tersedia, berkas YAML, kode Kemendagri, atau "
        "nama tempat.",
    "Folder to write into.": "Folder tempat menulis.",
    "Enrol each with the central office in this folder.": "Daftarkan tiap situs ke kantor pusat ini.",
    "Every region that comes with the kit.": "Semua daerah yang tersedia.",
    "List the 514 cities and regencies, or those whose name, province or code holds QUERY.":
        "Daftar 514 kota dan kabupaten, atau yang nama, provinsi, atau kodenya memuat KATA.",
    "Print the JSON Schema of a KIND of file.": "Cetak JSON Schema untuk satu JENIS berkas.",
    # serve, site
    "Run one or more sites, each on the next port, until interrupted.":
        "Jalankan satu situs atau lebih, masing-masing di port berikutnya, sampai dihentikan.",
    "Address to listen on.": "Alamat tempat situs menjawab.",
    "First port.": "Port pertama.",
    "Web processes of each site [default: 2 at most].": "Proses web tiap situs [bawaan: paling banyak 2].",
    "Look after one site: INSTANCE is its folder.": "Rawat satu situs; SITUS adalah foldernya.",
    "Bring the database to this version of the kit.": "Sesuaikan basis data dengan versi tlkit ini.",
    "Say which catalogue is in force, and whether the site can serve.":
        "Sebut katalog yang berlaku dan apakah situs siap melayani.",
    "Look after the officers' accounts.": "Rawat akun petugas.",
    "Invite an officer; prints the link with which EMAIL sets a password.":
        "Undang petugas; mencetak tautan agar pemilik EMAIL membuat sandi.",
    "List the officers.": "Tampilkan daftar petugas.",
    "Let EMAIL no longer sign in; what they did stays theirs.":
        "Tutup akses EMAIL; yang pernah dikerjakannya tetap tercatat atas namanya.",
    "Take away EMAIL's password and codes; prints a fresh link.":
        "Hapus sandi dan kode EMAIL; mencetak tautan baru.",
    "Print the one-time code of this moment; on a demonstration site only.":
        "Cetak kode sekali pakai saat ini; hanya di situs percobaan.",
    "Look after the record of who did and saw what.": "Rawat catatan siapa melakukan dan melihat apa.",
    "A mark noted earlier: the audit must be the one it is of.":
        "Tanda yang dicatat sebelumnya: catatan audit harus yang sama.",
    "Say whether a row of the audit was altered, removed or put in; ends with 6 when one was.":
        "Sebut apakah ada baris catatan audit yang diubah, dihapus, atau disisipkan; berakhir dengan 6 bila "
        "ada.",
    "Look after the keys that personal data is sealed with.": "Rawat kunci penyegel data pribadi.",
    "Make a new key and seal all personal data with it; the old key stays for backups.":
        "Buat kunci baru dan segel semua data pribadi dengannya; kunci lama tetap untuk cadangan.",
    "Seal with the current key what another one sealed; goes on with what was cut off.":
        "Segel dengan kunci sekarang yang disegel kunci lain; meneruskan yang terputus.",
    "See, take in and take back the office's releases.": "Lihat, terapkan, dan batalkan rilis dari pusat.",
    "Put the release in FILE in force. Conflicts keep the region's value and wait for an officer.":
        "Berlakukan rilis di BERKAS. Bila bertentangan, nilai daerah tetap dan menunggu petugas.",
    "List what was in force, the newest first.": "Daftar yang pernah berlaku, terbaru dulu.",
    "Say what the release in FILE would change; ends with 4 where it conflicts with the region's values.":
        "Sebut yang akan diubah oleh rilis di BERKAS; berakhir dengan 4 bila bertentangan dengan nilai "
        "daerah.",
    "Ask the office's host for its newest release and put it in force.":
        "Ambil rilis terbaru dari pusat dan berlakukan.",
    "Go back to the release and overlay that were in force before, or to those of a generation.":
        "Kembali ke rilis dan perubahan daerah sebelumnya, atau ke satu generasi.",
    "Say which release is in force, and what waits for an officer.":
        "Sebut rilis yang berlaku dan yang menunggu petugas.",
    "Check, take in and write out the region's own changes; settle conflicts; propose to the office.":
        "Periksa, terapkan, dan tulis perubahan daerah; putuskan konflik; usulkan ke pusat.",
    "List the region's values that the office has changed since, each waiting for a decision.":
        "Daftar nilai daerah yang isian pusatnya sudah berganti dan menunggu keputusan.",
    "Decide whose value FIELD of PERMIT has; ends with 4 where nothing waits there any more.":
        "Putuskan nilai siapa yang berlaku untuk ISIAN pada IZIN; berakhir dengan 4 bila tidak ada lagi "
        "yang menunggu.",
    "The region's value stays.": "Nilai daerah tetap.",
    "The office's value comes in force.": "Nilai pusat berlaku.",
    "Why the region's value stays; it is shown to residents.":
        "Alasan nilai daerah tetap; ditampilkan kepada warga.",
    "Propose the region's changes of PERMIT, or of one FIELD of it, for the office's catalogue.":
        "Usulkan perubahan daerah pada IZIN, atau satu ISIAN-nya, untuk katalog pusat.",
    "Why it should hold in every region; name no person.":
        "Mengapa layak berlaku di semua daerah; jangan sebut nama orang.",
    "List the region's proposals, and what the office said of them.":
        "Daftar usulan daerah dan jawaban pusat.",
    "Write the changes in force to FILE, or to the terminal.":
        "Tulis perubahan daerah yang berlaku ke BERKAS, atau ke terminal.",
    "Put the changes in FILE in force; ends with 4 when FILE was made from another revision.":
        "Berlakukan perubahan di BERKAS; berakhir dengan 4 bila BERKAS dibuat dari revisi lain.",
    "Check the changes in FILE and say what to mend, line by line.":
        "Periksa perubahan di BERKAS dan sebut yang perlu diperbaiki, baris demi baris.",
    # catalogue
    "Keep the permit catalogue right, and release it to the regions.":
        "Rawat katalog izin dan terbitkan untuk daerah.",
    "Say what is wrong or missing in the working catalogue.":
        "Sebut yang keliru atau kurang di katalog kerja.",
    "Whose newest release must be able to come before.": "Saluran yang rilis terbarunya mendahului.",
    "List every permit, and every change in the overlays given, that names REGULATION by its id.":
        "Daftar izin, dan perubahan daerah yang disebut, yang memakai PERATURAN menurut id-nya.",
    "A region's exported overlay to look through as well.":
        "Berkas perubahan satu daerah yang ikut diperiksa.",
    "Compare A with B: versions like 2026.3.1, `working` for the folder's own, `0` for the kit's.":
        "Bandingkan A dengan B: versi seperti 2026.3.1, `working` untuk katalog kerja, `0` untuk bawaan "
        "tlkit.",
    "Sign and publish the working catalogue; refused while `lint` finds errors or nothing has changed.":
        "Tanda tangani dan terbitkan katalog kerja; ditolak bila `lint` menemukan kesalahan atau tidak "
        "ada perubahan.",
    "What is new, for the regions' officers.": "Apa yang baru, untuk petugas daerah.",
    "The channel that the regions follow.": "Saluran yang diikuti daerah.",
    "The first day on which it holds.": "Hari pertama berlaku.",
    "Let it into regions in their frozen weeks too.":
        "Boleh masuk juga pada minggu-minggu yang dibekukan daerah.",
    "A further folder with keys, such as a USB stick.": "Folder kunci tambahan, misalnya di USB.",
    "List every release, the oldest first.": "Daftar semua rilis, terlama dulu.",
    "Write the working catalogue's permits into FILE, an .xlsx spreadsheet.":
        "Tulis izin katalog kerja ke BERKAS lembar kerja .xlsx.",
    "Take what was changed in FILE, which `export` wrote, into the working catalogue.":
        "Ambil perubahan di BERKAS, yang ditulis `export`, ke katalog kerja.",
    "Only show what would change.": "Hanya tampilkan yang akan berubah.",
    "Send each region the newest release of its channel: plans first, then canaries, then the rest.":
        "Kirim rilis terbaru ke tiap daerah: rencana dulu, lalu daerah perintis, lalu sisanya.",
    "This region alone; may be given again.": "Hanya daerah ini; boleh disebut berulang.",
    "The regions of one cohort alone, such as canary.": "Hanya daerah satu kelompok, misalnya canary.",
    "Say what would change and which changes of theirs conflict.":
        "Sebut yang akan berubah dan perubahan daerah yang bertentangan.",
    "List what the regions propose for the catalogue; accept or decline one of them.":
        "Daftar usulan daerah untuk katalog; terima atau tolak salah satunya.",
    "Put this proposal into the working catalogue.": "Masukkan usulan ini ke katalog kerja.",
    "Turn this proposal down.": "Tolak usulan ini.",
    "Why it is turned down, for the region to read.": "Alasan penolakan, untuk dibaca daerah.",
    "Write the newest release with its signatures into FILE, for a USB stick.":
        "Tulis rilis terbaru dengan tanda tangannya ke BERKAS, untuk dibawa dengan USB.",
    "The channel whose newest release is written.": "Saluran yang rilis terbarunya ditulis.",
    # office, fleet
    "Set up the central office, and look after its keys.": "Siapkan kantor pusat dan rawat kuncinya.",
    "The office's folder.": "Folder kantor pusat.",
    "Say what expires when, and whether the keys are safe.":
        "Sebut apa yang kedaluwarsa kapan, dan apakah kunci aman.",
    "Make the site in INSTANCE and this office known to each other.":
        "Perkenalkan SITUS dan kantor ini satu sama lain.",
    "Where its site answers; without it https:// and the domain of its region file.":
        "Alamat situsnya; bila kosong, https:// dan domain dari berkas daerahnya.",
    "The channel that it follows.": "Saluran yang diikutinya.",
    "When it receives a release: canary comes first.": "Kapan ia menerima rilis: canary lebih dulu.",
    "Make the office's folder DIR: catalogue, keys, and a repository to publish.":
        "Buat FOLDER kantor pusat: katalog, kunci, dan repositori untuk diterbitkan.",
    "The office's name.": "Nama kantor.",
    "Where its folder repository/ will be published.": "Alamat tempat folder repository/ diterbitkan.",
    "Sign anew before it expires; without ROLE the timestamp, and the snapshot when due: for every day.":
        "Tanda tangani ulang sebelum kedaluwarsa; tanpa PERAN: timestamp, dan snapshot bila perlu; "
        "setiap hari.",
    "Replace a key, or all keys of ROLE; two of the three root keys must be at hand.":
        "Ganti satu kunci, atau semua kunci satu PERAN; dua dari tiga kunci root harus ada.",
    "See how the regions stand.": "Lihat keadaan daerah.",
    "Ask every region how it stands; one that is silent is shown as last heard of.":
        "Tanya keadaan tiap daerah; yang diam ditampilkan menurut kabar terakhirnya.",
    "Write a page for officials: adoption, fields most often changed, every region.":
        "Tulis laporan untuk pimpinan: pemakaian, isian yang paling sering diubah, tiap daerah.",
    "The page to write.": "Halaman yang ditulis.",
}  # fmt: skip

HEADINGS = {"Options": "Pilihan", "Commands": "Perintah", "Usage": "Pemakaian"}

PLACES = {
    "OPTIONS": "PILIHAN", "COMMAND": "PERINTAH", "ARGS": "ARGUMEN", "WHAT": "DAERAH", "FILE": "BERKAS",
    "INSTANCE": "SITUS", "DIR": "FOLDER", "DIRECTORY": "FOLDER", "PATH": "FOLDER", "QUERY": "KATA",
    "KIND": "JENIS", "PERMIT": "IZIN", "FIELD": "ISIAN", "ROLE": "PERAN", "REGION": "DAERAH",
    "REGULATION": "PERATURAN", "TEXT": "TEKS", "INTEGER": "ANGKA", "INTEGER RANGE": "ANGKA",
}  # fmt: skip
"""What stands for a value in a line of usage."""

MISTAKES = (
    (r"No such command '(.*?)'\.", r"Tidak ada perintah '\1'."),
    (r"No such option:? '?([^\s']*)'?\.?", r"Tidak ada pilihan '\1'."),
    (r"\(?Did you mean one of: (.*?)\?\)?$", r"Maksudnya salah satu dari ini: \1?"),
    (r"\(?Possible options: (.*?)\)$", r"Maksudnya salah satu dari ini: \1?"),
    (r"Did you mean '?(.*?)'?\?$", r"Maksudnya '\1'?"),
    (r"Missing command\.", "Perintahnya belum disebut."),
    (r"Missing argument '(.*?)'\.", r"'\1' belum disebut."),
    (r"Missing option '(.*?)'\.", r"Pilihan '\1' belum diisi."),
    (r"Invalid value for (.*?): ", r"Isi \1 keliru: "),
    (r"('.*?') is not a valid integer( range)?\.", r"\1 bukan bilangan bulat."),
    (r"(\S+) is not in the range (\S+)\.$", r"\1 di luar batas \2."),
    (r"('.*') is not (?:one of )?('.*')\.$", r"\1 tidak dikenal; pilih dari: \2."),
    (r"('.*?') does not match the formats? .*$", r"\1 bukan tanggal; tulis seperti 2026-08-17."),
    (r"Directory ('.*?') does not exist\.", r"Folder \1 tidak ada."),
    (r"(?:File|Path) ('.*?') does not exist\.", r"\1 tidak ada."),
    (r"(?:File|Directory|Path) ('.*?') is a file\.", r"\1 itu berkas, bukan folder."),
    (r"(?:File|Directory|Path) ('.*?') is a directory\.", r"\1 itu folder, bukan berkas."),
    (r"(?:File|Directory|Path) ('.*?') is not readable\.", r"\1 tidak boleh Anda baca."),
    (r"(?:File|Directory|Path) ('.*?') is not writable\.", r"\1 tidak boleh Anda tulisi."),
    (r"Got unexpected extra arguments? \((.*)\)", r"Kata ini berlebih: \1."),
    (r"Option ('.*?') requires an argument\.", r"Pilihan \1 perlu isi sesudahnya."),
    (r"Option ('.*?') does not take a value\.", r"Pilihan \1 tidak perlu isi."),
)
"""What click says of a mistake of usage, as patterns, with the same in Indonesian."""
