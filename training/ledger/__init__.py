"""Tables and scorers of `onrecord.ledger`: word counts and vectors, and what makes two events one."""
