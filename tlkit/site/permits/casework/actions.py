"""Every action of the case page, by the last word of its address."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.site.permits.casework import charging, checking, holding, national, revoking, signing, visiting
from tlkit.site.permits.casework.deeds import Action

ACTIONS: Mapping[str, Action] = {
    "lengkap": checking.complete,
    "periksa": checking.verify,
    "paraf": checking.review,
    "jadwal": visiting.arrange,
    "kunjungan": visiting.visited,
    "rekomendasi": visiting.advise,
    "tetapkan": charging.set_charge,
    "betulkan": charging.correct_charge,
    "bayar": charging.pay,
    "konsep": signing.make_draft,
    "cetak": signing.print_to_sign,
    "pindaian": signing.keep_scan,
    "tolak": signing.refuse,
    "batal-tolak": signing.withdraw_refusal,
    "cabut": revoking.revoke_certificate,
    "serah": holding.hand_over,
    "hasil": national.record_result,
    "kembalikan": holding.give_back,
    "jeda": holding.pause,
    "lanjutkan": holding.resume,
    "ambil": holding.take,
    "lepas": holding.leave,
    "oper": holding.hand_on,
    "pesan": holding.write,
    "tarik": holding.withdraw,
}
