"""The bodies: the centre, its stations, institutions, courts and authorities."""
