-- Unless somebody took it again meanwhile.
UPDATE notification SET outcome = :outcome,
    delivered_at = CASE WHEN :delivered THEN clock_timestamp() END,
    given_up_at = CASE WHEN :given_up AND NOT :delivered THEN clock_timestamp() END
WHERE id = :id AND tries = :tries AND delivered_at IS NULL
