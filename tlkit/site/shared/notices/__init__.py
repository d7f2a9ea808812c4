"""Tells people by e-mail and WhatsApp: an outbox written with the change, delivered by a job.

It knows texts, recipients and providers, and no case, permit or page. Every notice ends as
`sent`, `failed` or `skipped: no provider`; a mail may come twice, and then with the same
Message-ID, but none is lost.
"""

from tlkit.site.shared.notices.delivery import NOTICES, carriers
from tlkit.site.shared.notices.models import Outgoing
from tlkit.site.shared.notices.outbox import Fate, fates, forget, reaches, send

__all__ = ["JOBS", "Fate", "Outgoing", "carriers", "fates", "forget", "reaches", "send"]

JOBS = (NOTICES,)
"""What the job process does for this package."""
