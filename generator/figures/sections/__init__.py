"""The sections beside the books: units, staff, “三公”, procurement, assets, projects, budget."""
