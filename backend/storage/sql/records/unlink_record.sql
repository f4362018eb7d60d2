-- Its record is no longer there; the audit trail keeps what it was.
DELETE FROM remote_record WHERE binding = :binding RETURNING remote_id, number
