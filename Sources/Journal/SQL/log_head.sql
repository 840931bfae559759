-- The head of the log as last sealed.
SELECT size, root, note FROM log_head
