"""Rules over a finished report: contents, numbering, what is still to be filled."""
