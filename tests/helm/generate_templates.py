"""Makes questions about templates: what each function gives, how control flows, what is printed, where Helm fails."""

import random

import template_charts
import template_functions
import template_nil
import template_programs
import template_tables
from template_values import action

RANDOM = random.Random("helm-obo templates")



def questions():
    yield from calls()
    for module in (template_tables, template_programs, template_nil, template_charts):
        yield from module.questions(RANDOM)


# What stands in for an argument to see what a function says of a wrong one.
WRONG = [".Values.gone", "nil", "5", "2.5", '"x"', ".Values.numbers", ".Values.table", "true", ".Values.port", ".Values.app", "(int64 2)", ".Values.void.x"]


def calls():
    for name, all_arguments in template_functions.calls():
        group = template_functions.group_of(name)
        for arguments in all_arguments:
            yield action("{{ " + " ".join([name, *arguments]) + shown(name) + " }}", group)
        if name in template_functions.OF_THE_CLOCK:
            continue
        yield from wrong_calls(name, [arguments for arguments in all_arguments if arguments], group)


def shown(name):
    """How a result is made visible: as it is, or with its types."""
    return RANDOM.choice(["", "", " | toJson", " | toJson", " | quote"])


def wrong_calls(name, usual, group):
    if not usual:
        yield action("{{ " + name + " 1 }}", group)
        return
    first = usual[0]
    for position in range(len(first)):
        for wrong in {".Values.gone": 0, RANDOM.choice(WRONG): 0}:
            changed = first[:position] + [wrong] + first[position + 1 :]
            yield action("{{ " + " ".join([name, *changed]) + RANDOM.choice(["", " | toJson"]) + " }}", group)
    yield action("{{ " + " ".join([first[-1], "|", name, *first[:-1]]) + " }}", group)
    further = [
        [RANDOM.choice(WRONG), "|", name, *first[:-1]],
        [name, *first[:-1]],
        [name, *first, RANDOM.choice(WRONG)],
    ]
    yield action("{{ " + " ".join(RANDOM.choice(further)) + " }}", group)
