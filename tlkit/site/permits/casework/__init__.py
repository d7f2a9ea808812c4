"""The officers' pages of applications: the queue, one case, the counter, signing, reports.

It shows and asks; what is decided is written by `shared.cases`, `permits.applying`,
`permits.certificates` and `permits.fees`. Nobody acts out of a case's order, and every
sight of a case leaves a row in the audit.
"""
