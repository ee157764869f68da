"""Findings for other programs: our own JSON, SARIF for code scanners, commands that GitHub shows beside the line.

Every word of content passes through `printable` first: these files end up in logs.
"""
