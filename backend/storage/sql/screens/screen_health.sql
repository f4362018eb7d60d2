-- How an integration is doing. Pushes of the last hour are counted up to a limit. Indexes: tally_integration, attempt_applied,
-- binding_turn.
SELECT i.last_push_at, (SELECT at FROM handed_over) AS handed_over_at,
       (SELECT coalesce(sum(n), 0)::bigint FROM tally WHERE integration = i.id AND status = 'pending') AS waiting,
       (SELECT count(*) FROM (
            SELECT FROM attempt a JOIN binding b ON b.id = a.binding AND b.integration = i.id
            WHERE a.outcome = 'applied' AND a.outcome_at > now() - interval '1 hour' LIMIT :most) n) AS per_hour,
       (SELECT count(*) FROM binding b JOIN attempt a ON a.id = b.open_attempt
        WHERE b.integration = i.id AND b.turn IN ('look', 'held') AND b.phase = 'confirming'
          AND a.intended_at < now() - :late::interval) AS unconfirmed
FROM integration i WHERE i.id = :integration
