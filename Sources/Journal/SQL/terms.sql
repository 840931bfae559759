-- The terms of that hash, for an agency bound by them.
--
-- $1 sha256, $2 agency
SELECT canonical FROM terms WHERE sha256 = $1 AND $2 = ANY (visible_to)
