-- Sessions whose cookies still look valid: what every web process must know.
SELECT id FROM session WHERE ended_at IS NOT NULL AND expires_at > now()
