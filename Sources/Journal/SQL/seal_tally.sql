-- The tallies of agreements, and those that have moved since their last leaf and have none of this day.
--
-- $1 agreements, $2 today
SELECT agreement, entries, running, last_index, noted_entries, noted_day FROM tally
WHERE agreement = ANY ($1) OR (noted_day < $2 AND entries > noted_entries)
ORDER BY agreement
