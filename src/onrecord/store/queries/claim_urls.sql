-- The URLs of the reports that have an account of a claim: :claim.
SELECT id AS report, url
FROM reports
WHERE url IS NOT NULL AND id IN (SELECT report FROM accounts WHERE claim = :claim);
