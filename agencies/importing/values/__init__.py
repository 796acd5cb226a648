"""One cell in, one clean value out: each module holds plain functions that return (value, problem code or None)."""
