ALTER TABLE figures ADD COLUMN period_start DATE;
ALTER TABLE figures ADD COLUMN period_end DATE;
ALTER TABLE figures ADD COLUMN period_precision VARCHAR;
COMMENT ON COLUMN figures.period_start IS 'First day of the period; null where its words do not tell, or leave it open ("by 2027")';
COMMENT ON COLUMN figures.period_end IS 'Last day of the period; null where its words do not tell, or leave it open ("from 2027")';
COMMENT ON COLUMN figures.period_precision IS
'Unit that the words of the period name: day, week, month, quarter, half, year or decade; null without dates';
