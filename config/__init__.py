"""How this copy of Flotilla is set up: settings, addresses, the web server's entrance."""
