SELECT
    (SELECT count(*) FROM v_documents WHERE NOT superseded) AS documents,
    (SELECT count(DISTINCT outlet) FROM v_documents WHERE NOT superseded) AS outlets,
    (SELECT count(*) FROM v_figures) AS figures,
    (SELECT count(DISTINCT speaker) FROM v_figures) AS speakers,
    (SELECT count(*) FROM v_quarantine_open) AS refused
