"""Writes the values of one cluster's agents: each has a full prompt and one mistake.

    agents.py COUNT                          so many agents
    agents.py COUNT --tools N --rules N      with so many tools that no gateway offers, and prompts of so many rules
    agents.py --own                          only the chart's own agent, switched on
"""

import argparse
import sys

# What the chart needs besides agents, with all documents of an agent rendered: its route through agentgateway too.
CLUSTER = """\
ingress:
  mode: agentgateway-muster
  hostnames: [muster.{domain}]
  parentRefs: [{{name: public, namespace: envoy-gateway-system}}]
agentgateway: {{enabled: true}}
agentic-platform-mcps: {{agentgateway: {{viaMuster: true}}}}
kagent: {{enabled: true, namespaceOverride: kagent}}
agents:
  definitions:
"""

OWN = "    sre-agent: {enabled: true}\n"

# The chart's template sends a static `Authorization`, which wins over the one that is let through here.
AGENT = """\
    {name}:
      enabled: true
      serviceAccount: {name}
      modelConfig: default-model-config
      description: "{name}, on call for team {team}"
      systemMessage: |-
        You are {name}. You look into what is wrong on clusters, with the tools of the muster gateway: you
        read first, and change nothing that nobody asked you to change.

{rules}
      toolNames:
        - list_tools
        - describe_tool
        - filter_tools
        - call_tool
        - list_resources
        - get_resource
{tools}      allowedHeaders: ["authorization", "x-request-id"]
      obo:
        enabled: true
      m2m:
        enabled: false
"""

SUBJECTS = ["a pod that restarts", "a node under pressure", "a certificate", "a failing release", "a slow query"]
SOURCES = ["the events", "the last logs", "its metrics", "the rollout's history", "its network policies"]
ENDS = ["cite what you saw", "say what you do not know", "name the owner", "propose the smallest change"]


def rule(agent, number):
    """A line of a prompt, as people write them."""
    of = lambda words, step: words[(agent * step + number) % len(words)]
    return f"{number + 1}. For {of(SUBJECTS, 3)} look at {of(SOURCES, 2)} of cluster `mc-{(agent + number) % 50}`, then {of(ENDS, 1)}."


def agent(number, rules=56, tools=0):
    """One agent's definition."""
    return AGENT.format(
        name=f"agent-{number:04}",
        team=number % 37,
        rules="\n".join(f"        {rule(number, line)}" for line in range(rules)),
        tools="".join(f"        - offered_by_nobody_{tool}\n" for tool in range(tools)),
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=0)
    parser.add_argument("--own", action="store_true")
    parser.add_argument("--rules", type=int, default=56)
    parser.add_argument("--tools", type=int, default=0)
    arguments = parser.parse_args()
    sys.stdout.write(CLUSTER.format(domain="example.com"))
    if arguments.own:
        sys.stdout.write(OWN)
    for number in range(arguments.count):
        sys.stdout.write(agent(number, arguments.rules, arguments.tools))


if __name__ == "__main__":
    main()
