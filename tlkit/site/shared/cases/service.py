"""The place of cases in the site: an entry in the bar, a tile on the home page."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.shared.cases.recounting import RECOUNT
from tlkit.site.shared.cases.views import blueprint
from tlkit.site.shared.service import NavItem, Service, Tile

SERVICE = Service(
    "cases",
    blueprint,
    tiles=(
        Tile(
            "cases.find",
            "clock",
            Text("Check status", "Cek status"),
            Text("See how your file stands", "Lihat kabar berkas Anda"),
        ),
    ),
    nav=(NavItem("cases.find", "clock", Text("Status", "Status"), 30),),
    jobs=(RECOUNT,),
)
