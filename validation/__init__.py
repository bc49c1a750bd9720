"""What must be true of the data: `validation.check.check` reports every breach of every rule. See README.md here."""
