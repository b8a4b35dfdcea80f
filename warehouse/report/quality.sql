-- What every rule found in the last run that was checked, what rang first.
FROM v_quality_latest ORDER BY status = 'pass', severity <> 'critical', table_name, rule_id
