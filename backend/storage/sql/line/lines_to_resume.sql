-- Integrations whose rows that wait because of the line shall be due. There are few integrations.
SELECT id FROM integration WHERE breaker ? 'resume' ORDER BY id
