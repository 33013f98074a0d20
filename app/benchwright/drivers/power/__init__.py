"""Power meters, one file each behind `protocols.power_meter`."""
