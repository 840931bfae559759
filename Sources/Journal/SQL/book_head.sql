-- The version of the book in force.
SELECT version FROM book_head
