"""Points and grades: the rules of a form applied to indicators, targets and rates."""
