"""Side-by-side measurements against other tools: `python -m benchmarks`, results in `docs/性能.md`."""
