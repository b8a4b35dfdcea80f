FROM v_lines_removed ORDER BY n_removed DESC, outlet, rule_id LIMIT 200
