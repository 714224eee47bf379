"""Rules about the pipeline: what starts it, what its actions are told, and what they hand on."""
