"""The consistent action plan of "contoh" 2026, which tests spoil before they write it."""

from helpers.sintetis.rencana import ContohRencana, make_plan

POLRES, TAHUN = ContohRencana.polres, ContohRencana.tahun
__all__ = ["POLRES", "TAHUN", "ContohRencana", "make_plan"]
