"""Registers: tables and workbooks of actions (台账) → the minutes that opened them and the updates since."""
