"""Files on disk and in memory: names, fingerprints of hand edits, formats written together."""
