"""The contract of the interface for programs: one table of operations, which is routed, checked and described as it stands."""
