"""What a pack is: its settings, checked, and the packs that it inherits from."""
