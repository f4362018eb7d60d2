-- Whether an integration's company holds, or may hold, anything of ours. Indexes: binding_newest, attempt_binding.
SELECT EXISTS (
    SELECT FROM binding b WHERE b.integration = :integration AND (b.linked OR EXISTS (
        SELECT FROM attempt a WHERE a.binding = b.id
          AND (a.outcome IS NULL OR a.outcome NOT IN ('not_applied', 'unseen', 'absent'))))) AS sent
