"""The results of a batch: summaries, key figures, letters, who is missing."""
