"""What makes and changes a department's folder: new, import, export, roll-over."""
