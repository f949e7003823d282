"""部门汇总: what a department is as the sum of its units, and what it has typed itself beside that."""
