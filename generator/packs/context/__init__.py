"""What templates and filters know of the build that they run in: ledger, pack, limits, error messages."""
