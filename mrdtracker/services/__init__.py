"""The order of things: a command is checked, written, journalled, and answered with Changes."""
