"""Many Polres read together: what each one measured, and how well its numbers agree."""
