-- The life of now: when and why it began, and the newest version that was there.
SELECT l.began_at, l.why, l.newest_received_at FROM instance i JOIN instance_log l ON l.life = i.life
