"""The command line: the only room that talks to people.

Nothing heavy is imported before it is needed: `--help` answers without Click, and each command imports what it runs
when it runs.
"""
