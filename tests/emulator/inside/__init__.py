"""What the emulator's process loads beside ministack: types, services and habits of CloudFormation that it lacks."""
