SELECT sentence, note, owner, noted_at FROM cause WHERE integration = :integration AND id = :cause FOR UPDATE
