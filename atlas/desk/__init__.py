"""Where readers bring documents: received, waited for, read apart, kept and removed."""
