"""What programs cost: time, processor time, memory."""

import os
import statistics
import time
from dataclasses import dataclass

NO_OUTPUT = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]


class Failed(Exception):
    """A program that did not do its work, so that its time says nothing."""


@dataclass
class Program:
    """Command lines that are run one after the other, and the statuses that say that they did their work."""

    name: str
    commands: list
    statuses: tuple = (0,)

    def warm_up(self):
        self._run_one(self.commands[0])

    def run(self):
        costs = [self._run_one(command) for command in self.commands]
        return Cost(
            wall=sum(cost.wall for cost in costs),
            processor=sum(cost.processor for cost in costs),
            memory=max(cost.memory for cost in costs),
        )

    def _run_one(self, command):
        start = time.perf_counter()
        child = os.posix_spawn(command[0], command, os.environ, file_actions=NO_OUTPUT)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
        code = os.waitstatus_to_exitcode(status)
        if code not in self.statuses:
            raise Failed(f"{self.name} ends with {code}")
        return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


@dataclass
class Cost:
    """Seconds by the clock, seconds of all processors, and the most memory at one time, in bytes."""

    wall: float
    processor: float
    memory: int

    def __str__(self):
        return f"{seconds(self.wall)}, {seconds(self.processor)}, {self.memory / 1e6:.0f} MB"


def in_turns(first, second, count):
    """Warms up, and runs so many pairs: A B A B…"""
    first.warm_up()
    second.warm_up()
    return [(first.run(), second.run()) for _ in range(count)]


def median(costs):
    return Cost(*(statistics.median(getattr(cost, field) for cost in costs) for field in ("wall", "processor", "memory")))


def seconds(time):
    return f"{time * 1000:.0f} ms" if time < 1 else f"{time:.2f} s"
