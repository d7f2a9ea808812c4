"""Decisions on paper: the certificate, the letter that refuses, their numbers, signatures and checks.

A number is given once and to one paper. What was signed is stored sealed and never made again.
"Ditandatangani secara elektronik" is said only of a file whose signature was verified here
against the trust roots of the settings. No passphrase is stored or logged. It asks no officer
and decides nothing: the officers' pages call it.
"""
