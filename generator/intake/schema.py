"""JSON Schema."""


def json_schema() -> dict:
    return {}
