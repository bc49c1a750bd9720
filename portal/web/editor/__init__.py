"""What the query editor shows: the answer to a query, what is wrong with it, its drawing, and what it may be completed with."""
