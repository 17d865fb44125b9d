"""Reads a JUnit report as others do: junit.py SCHEMA REPORT JSON LIMIT, where JSON is the same run in the format `json`."""

import json
import sys

from junitparser import Error, Failure, JUnitXml
from lxml import etree

schema, report, findings, limit = sys.argv[1:]
etree.XMLSchema(etree.parse(schema)).assertValid(etree.parse(report))

suites = JUnitXml.fromfile(report)
cases = [case for suite in suites for case in suite]
results = [result for case in cases for result in case.result]
counts = {
    "tests": len(cases),
    "failures": sum(isinstance(result, Failure) for result in results),
    "errors": sum(isinstance(result, Error) for result in results),
}
for name, count in counts.items():
    assert getattr(suites, name) == count, (name, count)
    assert sum(getattr(suite, name) for suite in suites) == count, (name, count)
assert cases, "no test"
assert all(case.time == 0 for case in cases)
assert len({(case.classname, case.name) for case in cases}) == len(cases), "two tests have one name"

with open(findings) as file:
    summary = json.load(file)["summary"]
fails = {"error": ["errors"], "note": ["errors", "warnings", "notes"]}[limit]
assert counts["failures"] + counts["errors"] == sum(summary[kind] for kind in fails), (counts, summary)
