DELETE FROM delivery WHERE integration = :integration AND request_id = :request_id RETURNING id
