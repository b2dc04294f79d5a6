"""A record in the browser and for programs: pages for people, an API for programs, one address for both."""
