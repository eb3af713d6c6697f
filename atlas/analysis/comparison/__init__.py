"""Places, strategies and documents side by side: compared, said in words, and worth comparing."""
