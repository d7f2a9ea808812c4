"""The charge: assessed by its formula or by an officer's ground, and paid."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.applying.fields.numbers import number_of, rupiah_of
from tlkit.site.permits.casework.deeds import Deed, Mistake, finish, turn
from tlkit.site.permits.fees.assessing import assess
from tlkit.site.permits.fees.balance import assessment_of, balance_of
from tlkit.site.permits.fees.formula import BadFormula, computable, names_in
from tlkit.site.permits.fees.models import Assessment
from tlkit.site.permits.fees.paying import record_payment, settle
from tlkit.site.permits.words import rupiah
from tlkit.site.shared import cases
from tlkit.site.shared.cases import Case, OutOfOrder
from tlkit.site.shared.cases.record import change
from tlkit.site.shared.clock import HOURS

SHORT = Text("Recorded. It is not paid in full yet.", "Tercatat. Pembayaran belum penuh.")
NOT_SET = Text("Nothing was assessed yet.", "Belum ada penetapan biaya.")
CORRECTED = {
    "id": "Biaya dibetulkan menjadi {amount}. Dasarnya: {ground}",
    "en": "The charge is corrected to {amount}. It is based on: {ground}",
}
"""The message to the applicant, in the language of the case."""
PAID = Text("Paid. The case goes on.", "Lunas. Berkas dilanjutkan.")


def set_charge(session: Session, case: Case, deed: Deed) -> Text:
    """Set what is to be paid, and go on; a permit without a step for it has it set before it is paid."""
    turn(case, deed, "assessment", "payment")
    if case.role == "payment" and assessment_of(session, case.id) is not None:
        raise OutOfOrder(Text("The charge is set already.", "Biayanya sudah ditetapkan."))
    made = assessed(session, case, deed)
    if case.role == "assessment" or not made.amount:
        finish(session, case, deed)
    else:
        cases.wait(session, case, deed.revision, deed.now)
    said = rupiah(made.amount)
    return Text(f"Set: {said}.", f"Ditetapkan: {said}.")


def correct_charge(session: Session, case: Case, deed: Deed) -> Text:
    """Set a charge anew that was set wrongly, with a notice of its own; what was paid still counts.

    The applicant is told. Where enough is paid now, the case goes on.
    """
    turn(case, deed, "payment", still=True)
    if assessment_of(session, case.id) is None:
        raise OutOfOrder(NOT_SET)
    change(case, deed.by, deed.revision, deed.now)
    made = assessed(session, case, deed)
    said = rupiah(made.amount)
    words = CORRECTED.get(case.language, CORRECTED["id"]).format(amount=said, ground=made.ground)
    cases.say_to(session, case, deed.by, words, deed.now)
    settle(session, case, deed.by, None, deed.now)
    return Text(f"Corrected: {said}.", f"Dibetulkan: {said}.")


def assessed(session: Session, case: Case, deed: Deed) -> Assessment:
    """The assessment in the form. Raises `Mistake`."""
    fee = deed.permit.fee
    kind = fee.kind if fee else "retribusi"
    ground = deed.words("dasar", Text("Write what it is based on.", "Tulis dasar penetapannya."), longest=500)
    formula = fee.formula if fee and computable(fee.formula) else None
    try:
        if formula:
            return assess(
                session, case, deed.by, deed.now,
                kind=kind, ground=ground, formula=formula, values=values(deed, formula),
            )  # fmt: skip
        return assess(
            session, case, deed.by, deed.now, kind=kind, ground=ground, amount=amount(deed, "jumlah")
        )
    except BadFormula as wrong:
        raise Mistake("dasar", wrong.message) from None


def values(deed: Deed, formula: str) -> dict[str, float]:
    """The numbers that a formula asks for, as Indonesians write them. Raises `Mistake`."""
    found = {}
    for name in names_in(formula):
        number = number_of(deed.form.get(f"nilai-{name}", "").strip())
        if number is None:
            wrong = Text(
                f"Write the number for {name}, such as 1.250 or 12,5.",
                f"Isi angka untuk {name}, misalnya 1.250 atau 12,5.",
            )
            raise Mistake(f"nilai-{name}", wrong)
        found[name] = float(number)
    return found


def amount(deed: Deed, name: str) -> int:
    """Whole rupiah, however grouped. Raises `Mistake`."""
    typed = rupiah_of(deed.form.get(name, "").strip())
    if typed is None:
        raise Mistake(
            name, Text("Write whole rupiah, such as 250.000.", "Tulis rupiah utuh, misalnya 250.000.")
        )
    return typed


def pay(session: Session, case: Case, deed: Deed) -> Text:
    """Record money that came in; when all is paid the case goes on, also where its clock waited for it."""
    session.refresh(case, with_for_update=True)
    turn(case, deed, "payment", still=True)
    assessment = assessment_of(session, case.id)
    if assessment is None:
        raise OutOfOrder(NOT_SET)
    balance = balance_of(session, case.id)
    if deed.form.get("bukti") or balance is None or not balance.settled:
        record_payment(
            session,
            assessment,
            reference=deed.words("bukti", Text("Write the reference.", "Tulis nomor bukti."), longest=64),
            amount=amount(deed, "jumlah"),
            paid_at=paid_on(deed),
            by=deed.by,
            now=deed.now,
        )
    return PAID if settle(session, case, deed.by, deed.revision, deed.now) else SHORT


def paid_on(deed: Deed) -> datetime:
    """The day in the form, today where none is given. Raises `Mistake` for none and for one to come."""
    typed = deed.form.get("tanggal", "")
    if not typed:
        return deed.now
    zone = timezone(timedelta(hours=HOURS[deed.region.zone]))
    try:
        at = datetime.combine(datetime.strptime(typed, "%Y-%m-%d").date(), time(0), zone)
    except ValueError:
        raise Mistake("tanggal", Text("Choose the day of payment.", "Pilih tanggal pembayaran.")) from None
    if at > deed.now:
        raise Mistake("tanggal", Text("This day is still to come.", "Tanggal ini belum tiba."))
    return at
