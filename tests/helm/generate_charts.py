"""Makes questions about charts: overlays, arguments, charts below charts, what they declare and import."""

import json

KEYS = ["a", "b", "c", "m"]
ARGUMENTS = ["a=1", "a=null", "a.b=1", "a.b=null", "b.a=x", "m.a.b=1", "c={1,2}", "b[0]=1", "sub.a=1", "sub.a=null", "sub.m.a=null", "sub=null",
             "global.a=1", "global.m.a=null", "sub.global.a=2", "tags.t=false", "tags.t=true", "sub.enabled=false", "sub.enabled=true", "m=null"]
JSON_ARGUMENTS = ["a=null", "m={\"a\":null}", "sub={\"a\":1}", "a={}", "m={\"b\":{\"c\":null}}", "global={\"m\":{\"a\":null}}"]


class Maker:
    """Grows values and charts at random."""

    def __init__(self, random):
        self.random = random

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, items):
        return self.random.choice(items)

    def value(self, depth=0):
        kind = self.random.randint(0, 9)
        if kind < 4 and depth < 3:
            return self.map(depth + 1)
        if kind == 4:
            return [self.value(3) for _ in range(self.random.randint(0, 2))]
        if kind in (5, 6):
            return None
        return self.pick([1, 0, "x", "", True, False, {}, 2.5])

    def map(self, depth=0):
        return {key: self.value(depth) for key in KEYS if self.chance(0.45)}

    def values(self, subs):
        """Values of a chart with something for the charts below it."""
        values = self.map()
        if self.chance(0.4):
            values["global"] = self.map(1) if self.chance(0.95) else self.value()
        for name in subs:
            if self.chance(0.5):
                values[name] = self.value(0) if self.chance(0.05) else self.map(1)
                if isinstance(values[name], dict) and self.chance(0.25):
                    values[name]["global"] = self.map(1)
                if isinstance(values[name], dict) and self.chance(0.2):
                    values[name]["enabled"] = self.pick([True, False, False, None, "false"])
        if subs and self.chance(0.15):
            values["tags"] = {"t": self.pick([True, False])}
        return values

    def text(self, values):
        if self.chance(0.05):
            return ""
        return json.dumps(values)

    def overlay(self, subs):
        return self.text(self.values(subs))

    def arguments(self):
        found = []
        for _ in range(self.pick([0, 0, 0, 1, 2])):
            if self.chance(0.3):
                found.append(["--set-json", self.pick(JSON_ARGUMENTS)])
            else:
                found.append([self.pick(["--set", "--set", "--set-string"]), self.pick(ARGUMENTS)])
        return found

    def sub(self, name, depth, declare):
        """A chart below another, perhaps with one more below."""
        chart = {"name": name}
        below = []
        if depth < 2 and self.chance(0.3):
            below = ["deep"]
            chart["subs"] = [self.sub("deep", depth + 1, declare)]
            if declare and self.chance(0.5):
                chart["meta"] = "dependencies:\n" + self.dependency("deep", "deep")
        values = self.values(below)
        if self.chance(0.5):
            values["exports"] = {"e": self.map(1)}
        chart["values"] = self.text(values)
        return chart

    def dependency(self, name, effective):
        entry = {"name": name, "version": self.pick(["0.1.0", "0.1.0", "^0.1", ">=0.1.0 <1", "*", "0.x", "~0.1.0"]), "repository": ""}
        if effective != name:
            entry["alias"] = effective
        if self.chance(0.35):
            entry["condition"] = self.pick([f"{effective}.enabled", "a", f"nope,{effective}.enabled", "m.a", " ", "global.a", f"{effective}.a.b"])
        if self.chance(0.3):
            entry["tags"] = self.pick([["t"], ["t", "u"], ["u"], []])
        if self.chance(0.4):
            entry["import-values"] = [self.imported() for _ in range(self.random.randint(1, 2))]
        return f"- {json.dumps(entry)}\n"

    def imported(self):
        return self.pick(["e", "e", {"child": "m", "parent": "m"}, {"child": "a", "parent": "."}, {"child": "m.a", "parent": "b.c"},
                          {"child": "exports.e", "parent": "imported"}, {"child": "global", "parent": "g"}, {"child": "nope", "parent": "a"}, {"child": "m", "parent": "global"}])


def plain(maker):
    return {"values": maker.overlay([]), "f": [maker.overlay([]) for _ in range(maker.pick([0, 1, 1, 2, 3]))]}


def subcharts(maker):
    names = maker.pick([["sub"], ["sub"], ["sub", "two"]])
    return {
        "values": maker.overlay(names),
        "subs": [maker.sub(name, 0, False) for name in names],
        "f": [maker.overlay(names) for _ in range(maker.pick([0, 0, 1, 2]))],
    }


def dependencies(maker):
    names = maker.pick([["sub"], ["sub"], ["sub", "two"]])
    effective = {name: maker.pick([name, name, "al" if name == "sub" else "al2"]) for name in names}
    declared = [maker.dependency(name, effective[name]) for name in names]
    if maker.chance(0.1):
        declared.append(maker.dependency("sub", "again"))
    seen = [*effective.values(), "again"]
    return {
        "values": maker.overlay(seen),
        "subs": [maker.sub(name, 0, True) for name in names],
        "meta": "dependencies:\n" + "".join(declared),
        "f": [maker.overlay(seen) for _ in range(maker.pick([0, 0, 1, 2]))],
    }


GROUPS = {"plain": plain, "subcharts": subcharts, "dependencies": dependencies}


def questions(random, count):
    """So many questions; those with arguments go to Helm 3."""
    for number in range(count):
        maker = Maker(random)
        group = random.choice(list(GROUPS))
        question = {"id": f"{group}:{number}", "kind": "coalesce", "group": group} | GROUPS[group](maker)
        arguments = maker.arguments() if maker.chance(0.1) else []
        if arguments:
            question |= {"set": arguments, "group": group + "-arguments"}
        if "subs" in question and maker.chance(0.25):
            question["packed"] = True
        yield question
