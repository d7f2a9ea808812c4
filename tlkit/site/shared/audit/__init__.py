"""Who did and saw what: rows that are only ever added, each chained to the one before.

Every change and every sight of personal data leaves a row; no row holds personal data. It
knows no service: callers say in words of their own what was done to what.
"""

from tlkit.site.shared.audit.chain import NOTHING, hold, record, seen
from tlkit.site.shared.audit.models import AuditEvent, AuditHead
from tlkit.site.shared.audit.verify import Mark, Verdict, verify

__all__ = ["NOTHING", "AuditEvent", "AuditHead", "Mark", "Verdict", "hold", "record", "seen", "verify"]
