"""From a pack and figures to markup: environment, outline, glossary, score tables."""
