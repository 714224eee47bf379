"""What the gate finds wrong with a build, and what its principals may do."""
