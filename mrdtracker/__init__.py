"""Tracks measurable residual disease (MRD) in childhood ALL.

The packages, from what people see down to what the machine gives; imports point down only:

- ``gui``, ``cli``: windows, and words on a terminal.
- ``services``: the order of things: command, check, write, journal, ``Changes``.
- ``rules``: rule packs: load, check, walk, explain.
- ``store``: SQL, and nothing else knows it.
- ``plots``: figures; no Qt.
- ``exchange``: foreign files, read into plans and written out.
- ``domain``: MRD itself: values, units, days, records, findings; standard library only.
- ``locations``, ``logs``, ``progress``: the machine: folders, logging, "how far, stop?".
"""

__version__ = "0.1.0"
