"""HTTP/1.1 below httpx: connections, proxies and TLS, for the rooms that talk to a service."""
