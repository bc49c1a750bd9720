"""What trainers take along: questions."""
