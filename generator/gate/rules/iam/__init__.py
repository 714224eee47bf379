"""Rules about IAM: what roles may do, and which principals may assume them."""
