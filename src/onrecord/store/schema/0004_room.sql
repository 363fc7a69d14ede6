-- Indexes for rows looked at one by one: the order of doubt, and what corrections made of a row.
CREATE INDEX events_doubt ON events (abs(score - 0.5), id);
CREATE INDEX statements_doubt ON statements (abs(score - 0.5), id);
CREATE INDEX correction_outcomes_row ON correction_outcomes (row);
