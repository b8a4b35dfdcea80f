-- The last runs, newest first.
FROM v_run_summary ORDER BY started_at DESC, run_id DESC LIMIT 40
