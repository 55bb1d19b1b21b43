"""Rosters that units send as Excel or CSV files: a form with many rows, read whole before anything is said."""

from trainees.sheets.problems import Roster, RosterColumn, RosterError, RosterProblem, RosterRow
from trainees.sheets.reading import read_roster

__all__ = ["Roster", "RosterColumn", "RosterError", "RosterProblem", "RosterRow", "read_roster"]
