"""Whether this copy is well."""
