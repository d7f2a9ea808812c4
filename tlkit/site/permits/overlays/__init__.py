"""The officers' pages of the region's own values: over which centre's value, why, until when.

It shows and asks; what changes the catalogue is done by `tlkit.site.releases`, planned before
it is applied. Administrators change, reviewers and auditors read.
"""
