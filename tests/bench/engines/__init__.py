"""The comparison: the same pages read by the engines people use and by Yancai, all in one run."""
