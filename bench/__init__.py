"""Benchmarks: every ``bench/<name>.py`` with ``run(say) -> dict`` is one, found by its file name.

``run`` gets ``say``, a function that prints a line for people, and returns the figures: names to numbers, with the
unit in the name (``first_page_seconds``). A benchmark runs in a process of its own with an empty data folder, so it
may call ``django.setup()`` and migrate; it leaves nothing behind.
"""
