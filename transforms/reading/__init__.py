"""From bytes to a document: encodings, and pages with what they say of themselves."""
