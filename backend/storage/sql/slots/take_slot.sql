-- Hold a connection that the third party allows. No row: somebody else holds it, or it is not allowed any more.
INSERT INTO slot (integration, number, fence, lease_until)
SELECT i.id, :number, 1, clock_timestamp() + :lease::interval FROM integration i
WHERE i.id = :integration AND (i.held_reason IS NULL OR :even_held::boolean) AND :number <= i.connections_allowed
ON CONFLICT (integration, number) DO UPDATE SET fence = slot.fence + 1, lease_until = excluded.lease_until
WHERE slot.lease_until IS NULL OR slot.lease_until < clock_timestamp()
RETURNING fence
