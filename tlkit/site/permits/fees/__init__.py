"""What a permit costs: worked out from a formula or set by an officer, and what was paid.

Amounts are whole rupiah. A formula is arithmetic over named numbers and nothing else. A
payment counts once, however often it is told.
"""
