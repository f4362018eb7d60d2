-- What is told of causes. Objects are counted up to :most. Index: binding_message_cause.
SELECT c.id, c.sentence, c.next_step, (
    SELECT count(*) FROM (
        SELECT FROM binding_message m JOIN binding b ON b.id = m.binding
        WHERE m.cause = c.id AND b.status = 'error' LIMIT :most) n) AS count
FROM cause c WHERE c.integration = :integration AND c.id = ANY (:ids::bigint[])
