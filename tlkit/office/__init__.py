"""The central office's side: its working catalogue, its keys, its signed releases.

All of it lives in one folder on the office's own machine. Nothing here knows a site or
prints; whoever calls brings the passphrases and the present moment. What is published
changes whole or not at all, and only through `tlkit.office.landing`.
"""
