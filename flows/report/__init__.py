"""The report: one self-contained web page of what the published database holds, for people without SQL."""
