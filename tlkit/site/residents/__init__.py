"""The optional account of a resident, which collects cases: `/akun`. Nobody ever needs one.

A case comes into it only from a phone that has opened it with receipt and contact. It knows cases
and no service's papers. Cases do not know it: it stands beside them (`cases.kinds.Beside`).
"""

from tlkit.site.residents.service import SERVICE

__all__ = ["SERVICE"]
