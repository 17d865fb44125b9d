"""Values that questions about templates share."""

STANDARD = """\
on: true
off: false
app: shop
blank: ""
port: 8443
ratio: 0.75
count: 3
zero: 0
big: 12345678
gone: null
words: [pear, apple, fig]
numbers: [3, 1, 2]
nothing: []
mixed: [1, a, true, null, 2.5]
items:
  - {name: first, port: 80}
  - {name: second}
table: {b: 2, a: one, c: true, e: ""}
labels: {app: shop, tier: front}
bare: {}
tree: {trunk: {leaf: {size: 1}}}
text: "one\\ntwo\\n"
"""


def action(text, group, **more):
    """A question about one action or a few, in a block of text."""
    return {"group": group, "files": {"templates/t.yaml": f"r: |\n  [{text}]\n"}, "values": STANDARD} | more
