-- All terms, for the verifier, which has the eyes of the operator.
SELECT canonical FROM terms
