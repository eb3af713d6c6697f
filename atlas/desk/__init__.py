"""Where readers bring documents: received, waited for, read apart from the server, kept, removed."""
