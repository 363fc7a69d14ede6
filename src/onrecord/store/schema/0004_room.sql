-- What the pages of the reading room look up: all that is said in one source's words, all accounts given through a
-- statement.

CREATE INDEX spans_source ON spans (quote, statement) WHERE role = 'source' AND ordinal = 0;
CREATE INDEX accounts_via ON accounts (via);
