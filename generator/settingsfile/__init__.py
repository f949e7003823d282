"""YAML settings as packs and table specifications use them: plain values, each with its line."""
