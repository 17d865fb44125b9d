"""Reads what callgrind writes, and divides the instructions among the rooms of `src`."""

import re
from collections import defaultdict

OUTSIDE = "outside"

# A name in callgrind's file: `(12) name` when it is first used, then `(12)`.
NAME = re.compile(r"\((\d+)\)(?: (.*))?")
ROOM = re.compile(r"helm_obo::([a-z_]+)::")

# More than the longest chain of calls outside of the rooms, from a room to an allocation.
STEPS = 40


class Profile:
    """The functions' own instructions, and those below each call."""

    def __init__(self, path):
        self.own = defaultdict(int)
        self.calls = defaultdict(int)
        self.names = {}
        with open(path) as file:
            self._read(file)

    def _read(self, lines):
        caller = callee = None
        for line in lines:
            if line.startswith("fn="):
                caller = self._function(line[3:])
            elif line.startswith("cfn="):
                callee = self._function(line[4:])
            elif line.startswith("calls="):
                self.calls[caller, callee] += cost(next(lines))
            elif line[0] in "+-*0123456789":
                self.own[caller] += cost(line)

    def _function(self, text):
        number, name = NAME.match(text).groups()
        if name:
            self.names[number] = name
        return number

    def total(self):
        return sum(self.own.values())

    def by_room(self):
        """The share of each room: its own functions, and what these call outside of all rooms. A function outside that
        several rooms call is divided among them as the instructions below their calls."""
        shares = self._shares()
        sums = defaultdict(float)
        for function, own in self.own.items():
            for room, share in shares[function].items():
                sums[room] += own * share
        return {room: sum / self.total() for room, sum in sums.items()}

    def _shares(self):
        """For each function how much of it is of which room. Functions outside learn it from their callers, step by step."""
        rooms = {number: ROOM.search(name) for number, name in self.names.items()}
        shares = {number: {room[1] if room else OUTSIDE: 1.0} for number, room in rooms.items()}
        callers = self._callers(rooms)
        for _ in range(STEPS):
            for function, weights in callers.items():
                shares[function] = mixed(shares, weights)
        return shares

    def _callers(self, rooms):
        """The callers of each function outside of the rooms, each with its share of the calls."""
        callers = defaultdict(dict)
        for (caller, callee), below in self.calls.items():
            if not rooms[callee] and caller != callee and below:
                callers[callee][caller] = below
        return {callee: parts(weights) for callee, weights in callers.items()}


def cost(line):
    return int(line.split()[1])


def parts(weights):
    total = sum(weights.values())
    return {key: weight / total for key, weight in weights.items()}


def mixed(shares, weights):
    mix = defaultdict(float)
    for caller, weight in weights.items():
        for room, share in shares[caller].items():
            mix[room] += weight * share
    return dict(mix)
