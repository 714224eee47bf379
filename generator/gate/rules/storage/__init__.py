"""Rules about what is kept: images, keys, buckets, logs and topics."""
