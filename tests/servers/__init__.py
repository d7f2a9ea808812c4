"""Real servers for tests and benches: started on loopback at a free port, waited for, stopped by pid.

Nothing here sleeps blindly: `wait_until` asks again and again until a deadline.
"""

from tests.servers.cluster import Postgres, postgres
from tests.servers.process import Late, Server, answers, free_port, nginx, running, site, wait_until
from tests.servers.redis import redis

__all__ = [
    "Late",
    "Postgres",
    "Server",
    "answers",
    "free_port",
    "nginx",
    "postgres",
    "redis",
    "running",
    "site",
    "wait_until",
]
