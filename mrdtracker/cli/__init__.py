"""Words on a terminal: every command for people, and with ``--json`` for programs."""
