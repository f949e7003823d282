"""The hub: what a report is, whatever the format. Templates make it, every writer takes it."""
