"""The gate: judges finished templates before anything is written."""
