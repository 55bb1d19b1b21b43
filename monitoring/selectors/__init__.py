"""Reads of every floor below: what waits, how far the year is, what was looked for."""
