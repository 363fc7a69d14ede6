"""
What the pages of the ledger say, as frozen values: claim, event, actor, source, outlet.

A page and its JSON are made from one value, and the brief from the same; so nothing here
knows of HTML or of a server.
"""
