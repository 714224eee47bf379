"""Facts of CloudFormation: the template container, ARNs, intrinsics and how they are written."""
