"""The sizes of papers, in millimetres, and the grey of what matters less."""

A4 = (210.0, 297.0)
ROLL_WIDTH = 80.0
"""The printers of counters leave about 4 of them free at each side."""
GREY = 110
QR = 28.0
"""The side of a QR code, its quiet zone included."""
