"""Many departments: plan, fingerprints, executors, summary."""
