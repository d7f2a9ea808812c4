"""What every service of the site stands on. Knows no service."""
