"""Rules over the money tables: totals, functions, economic items, funds, budget, “三公”, last year."""
