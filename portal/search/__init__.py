"""Finding things, statements and pages by words: in three languages, inflected, compounded, misspelt or colloquial."""
