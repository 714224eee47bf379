"""The checks, one a file; ``generator.app.doctor.catalog`` has them in their order."""
