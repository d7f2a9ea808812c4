"""The sentences of the pages in `templates/`, in both languages."""

from __future__ import annotations

from tlkit.errors import Text

SENTENCES = {
    "push": Text("Catalogue sent to the regions", "Pengiriman katalog ke daerah"),
    "rehearsal": Text("Dry run: nothing was applied", "Uji coba: belum ada yang diterapkan"),
    "began": Text("Begun {moment} UTC.", "Dimulai {moment} UTC."),
    "release": Text("Channel {channel}: release {version}.", "Saluran {channel}: rilis {version}."),
    "all_done": Text("All {all} regions have it.", "Seluruh {all} daerah sudah menerimanya."),
    "some_done": Text(
        "{done} of {all} regions have it; {failed} need another push.",
        "{done} dari {all} daerah sudah menerimanya; {failed} perlu dikirim lagi.",
    ),
    "all_planned": Text("All {all} regions gave their plan.", "Seluruh {all} daerah memberi rencananya."),
    "some_planned": Text(
        "{done} of {all} regions gave their plan.", "{done} dari {all} daerah memberi rencananya."
    ),
    "by_state": Text("Regions by outcome", "Daerah menurut hasil"),
    "region": Text("Region", "Daerah"),
    "state": Text("State", "Keadaan"),
    "had": Text("Had", "Semula"),
    "changes": Text("Changes", "Perubahan"),
    "conflicts": Text("Conflicts for an officer", "Konflik untuk petugas"),
    "reason": Text("Reason", "Alasan"),
    "recovered": Text("as an earlier push left it", "hasil pengiriman sebelumnya"),
    "fleet": Text("How the regions stand", "Keadaan daerah"),
    "as_of": Text("As of {moment} UTC.", "Per {moment} UTC."),
    "answered": Text("{count} of {all} regions answered.", "{count} dari {all} daerah menjawab."),
    "newest": Text(
        "Newest release in the channel {channel}: {version}, of {day}.",
        "Rilis terbaru di saluran {channel}: {version}, {day}.",
    ),
    "adoption": Text("Regions by release in force", "Daerah menurut rilis yang berlaku"),
    "never": Text("never heard from", "belum pernah terdengar"),
    "overridden": Text("Fields most often changed by regions", "Isian yang paling sering diubah daerah"),
    "doubtful": Text(
        "Marked: more than half of the regions keep their own value, so look at the base first.",
        "Bertanda: lebih dari separuh daerah memakai nilai sendiri; periksa dahulu katalog pusat.",
    ),
    "mark": Text("look at the base", "periksa katalog pusat"),
    "none_overridden": Text("No region has changed a field.", "Tidak ada daerah yang mengubah isian."),
    "version": Text("Release", "Rilis"),
    "behind": Text("Behind by", "Tertinggal"),
    "overrides": Text("Own values", "Nilai sendiri"),
    "last_contact": Text("Last heard (UTC)", "Terakhir terdengar (UTC)"),
    "kit": Text("Kit", "Kit"),
    "health": Text("Health", "Kesehatan"),
    "ok": Text("well", "baik"),
    "degraded": Text("needs care", "perlu perhatian"),
    "own_permits": Text("Own permits", "Izin sendiri"),
    "proposals": Text("Proposals", "Usulan"),
    "proposed": Text(
        "{count} changes to the catalogue are proposed by regions and wait for an answer.",
        "{count} perubahan katalog diusulkan daerah dan menunggu jawaban.",
    ),
    "each": Text("Each region", "Setiap daerah"),
}
