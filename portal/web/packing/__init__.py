"""What is in a basket as a package that leaves the portal: pages, figures, links and questions with all that they show."""
