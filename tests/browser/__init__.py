"""What is done in a browser: one Chromium and one dashboard for all of it."""
