"""Which providers a site has: the settings name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tlkit.site.shared.notices.carrying import Provider
from tlkit.site.shared.notices.mail import Mail
from tlkit.site.shared.notices.whatsapp import WhatsApp


def providers(config: Mapping[str, Any], sender: str, name: str) -> dict[str, Provider]:
    """The providers that the settings name, by channel. `sender` is the address that mails come from.

    Raises `BadAddress`; asked at the start of the site, so that no message waits for it in vain.
    """
    found: dict[str, Provider] = {}
    if config.get("SMTP_URL"):
        found["email"] = Mail.of(config["SMTP_URL"], config.get("MAIL_FROM") or sender, name)
    if config.get("WHATSAPP_URL"):
        found["whatsapp"] = WhatsApp.of(config["WHATSAPP_URL"], config.get("WHATSAPP_TOKEN") or "")
    return found
