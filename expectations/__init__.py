"""Great Expectations suites, one factory a table, and the gate that splits accepted rows from quarantined ones."""
