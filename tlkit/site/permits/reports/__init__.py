"""How the work stands: what is open and late, how long it took, what was issued in a month.

It reads and counts, in a fixed number of queries, and writes nothing but that names were
seen. An officer of an agency sees that agency's figures, and nobody's names without need.
"""
