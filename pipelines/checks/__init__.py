"""The checks: one pure function for each kind of rule, over records alone. Each always answers."""
