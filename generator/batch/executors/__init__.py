"""Where the work of a batch is done: this process, local processes, a Dask cluster."""
