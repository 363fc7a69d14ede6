"""
Which reports, actors, events and statements are the same, so that a hundred copies are not a hundred confirmations.

Pure functions of records: nothing here reads a file of the user's or keeps a row. `copies`
compares texts, `quotes` quotations word by word, `matching` what reports tell.
"""
