"""Rules over what is disclosed beside the money: operating costs, procurement, staff, projects, indicators."""
