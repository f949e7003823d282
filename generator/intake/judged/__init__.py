"""What a data file says, judged: shape, codes, meaning; and the JSON Schema that editors judge it by."""
