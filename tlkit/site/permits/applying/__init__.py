"""Applying for a permit: the form, its drafts, what was sent, and corrections of what was returned.

A form is made from the permit as it was when the application began, and stays with that
version until it is decided. Nothing here decides anything: an application that was sent
becomes a case, and the officers' pages take it from there. Answers are sealed in the
database; no name, number or answer is written to a log.
"""
