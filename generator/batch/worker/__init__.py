"""What one worker makes of one department-year: its files in memory, its key figures, its 退回意见."""
