"""gongkai (公开): the documents that a government department publishes each year, from one set of data."""
