"""What the machine gives: garbage collection, memory of a process, cheap dataclasses, the state of files. Knows no data."""
