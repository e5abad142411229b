"""The sample cases from file to record on replayed readings, held against the records kept beside this file."""
