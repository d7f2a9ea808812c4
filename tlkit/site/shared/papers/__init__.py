"""Papers as PDF: the region's letterhead, paragraphs, tables, a QR code, a place to sign.

It knows no service and no database. The same input gives the same bytes; the date in a file is
the one it is given. What the region has not supplied is absent from the letterhead.
"""
