"""gongkai: 部门决算、预算公开说明和绩效自评报告 from one set of structured data."""

__version__ = "0.1.0"
