-- Since when the settings are as they are; NULL: they never changed.
SELECT settings_changed_at FROM integration WHERE id = :integration
