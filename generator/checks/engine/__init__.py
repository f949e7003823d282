"""The machinery of the rules: what a rule is, formulas, facts, tolerances, findings, merging, confirmations."""
