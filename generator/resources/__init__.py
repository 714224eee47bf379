"""troposphere resources, one AWS noun a file: pure functions of the model."""
