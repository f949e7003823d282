"""`gongkai rollover`: placeholder"""
