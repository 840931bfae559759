-- Takes the head of the log for one round; no row when another sealer has it.
SELECT size, root, range, note FROM log_head FOR UPDATE SKIP LOCKED
