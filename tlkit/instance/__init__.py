"""Region in, instance out: one region file becomes one folder, whole or not at all.

It writes only inside the target it is given and a temporary sibling of it. It knows nothing
of the site that will read the folder: whoever asks for a folder passes in the check that
tries it out. No value of a region is ever evaluated, only carried.
"""

from __future__ import annotations

from tlkit.instance.generate import STEPS, CannotWrite, Order, TargetExists, generate
from tlkit.instance.many import Failed, Made, Plan, make_many, make_one
from tlkit.instance.template import template_dir
from tlkit.instance.wheel import at_hand

__all__ = [
    "STEPS",
    "CannotWrite",
    "Failed",
    "Made",
    "Order",
    "Plan",
    "TargetExists",
    "at_hand",
    "generate",
    "make_many",
    "make_one",
    "template_dir",
]
