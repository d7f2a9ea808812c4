"""`/cek-status/<receipt>/pengingat`: the applicant asks to be reminded, or no longer."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from tlkit.site.permits.applying.consents import set_reminders
from tlkit.site.permits.applying.views import blueprint
from tlkit.site.shared.cases.phone import case_here
from tlkit.site.shared.database import writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.limits import limited


@blueprint.post("/cek-status/<receipt>/pengingat")
@limited("300 per hour", "applying.reminder")
def reminder(receipt: str) -> Answer:
    """Give or take back the consent to be reminded."""
    with writing() as session:
        case = case_here(receipt) or abort(404)
        if case.service != "permits":
            abort(404)
        set_reminders(session, case, request.form.get("mau") == "ya", current_instance().clock())
    return redirect(url_for("cases.case", receipt=receipt) + "#pengingat", 303)
