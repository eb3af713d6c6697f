"""From the text of a regional plan to the counties it reaches, and why."""
