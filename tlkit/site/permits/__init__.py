"""The permits service: the catalogue, a page for each permit, and the service standards.

Its pages about permits read the live catalogue and the region, write nothing, and invent
nothing: what has no source is shown as not yet supplied by the agency that must supply it.
`applying` takes applications in, `casework` handles them, `fees` and `certificates` are what
comes of them; `service` puts them together.
"""

from tlkit.site.permits.service import SERVICE

__all__ = ["SERVICE"]
