"""The sections of a report, one file each: from its matter to blocks."""
