"""Results of MLPerf Tiny as files for a submission."""
