-- question: What was refused and why, and does it still wait?
-- param state: text "open" open, replayed or dropped; null for all
SELECT stage, unnest(rule_ids) AS rule_id, reason, source, row, state, quarantined_at, quarantine_id
FROM quarantine
WHERE $state::VARCHAR IS NULL OR state = $state
ORDER BY quarantined_at DESC, source, rule_id, quarantine_id;
