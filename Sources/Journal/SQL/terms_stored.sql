-- The terms of these hashes, for the verifier, which has the eyes of the operator.
--
-- $1 sha256[]
SELECT sha256, canonical FROM terms WHERE sha256 = ANY ($1)
