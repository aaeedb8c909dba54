"""How fast the pages are, as ratios: ``python -m careerguide.benchmarks [--out FILE] [--demo] [--quick]``.

It runs on the configured engine, in a database of its own that it makes and drops, and writes one JSON. Absolute times
say as much about the machine as about the pages, so every goal is a ratio to a reference measured in the same minutes,
by calling the WSGI handler directly (one thread, no server), median of seven rounds of 0.4 seconds:

* **E** an empty page for anybody, under all the middleware
* **A** an empty page for somebody logged in
* **R** a plain page of 200 table rows

``goals`` in the JSON has, for each of G1 to G7, G10 to G12, the search, the import of a file and many applications,
what was measured, the limit, and whether it holds. A count (queries, bytes, rows) is exact; a ratio within 15 per cent
of its limit may fall to either side. ``--demo`` adds how long ``demo_data`` takes for a thousand learners and a year.
"""
