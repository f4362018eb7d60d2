-- Where a page goes on.
SELECT at FROM audit WHERE id = :id
