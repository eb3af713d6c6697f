"""What the compare page draws: its payload, and figures of places side by side."""
