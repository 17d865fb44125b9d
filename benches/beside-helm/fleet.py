"""Writes the overlays of a fleet: one file a cluster, with its domain, its name, and what it changes of one or two agents.

    fleet.py COUNT FOLDER
"""

import os
import sys

OVERLAY = """\
# {name}
ingress:
  mode: agentgateway-muster
  parentRefs:
    - name: giantswarm-default
      namespace: envoy-gateway-system
  hostnames:
    - muster.{domain}
agentgateway:
  enabled: true
agentic-platform-mcps:
  agentgateway:
    viaMuster: true
muster:
  muster:
    oauth:
      server:
        baseUrl: https://muster.{domain}
        existingSecret: muster-oauth
        dex:
          issuerUrl: https://dex.{domain}
          clientId: muster-{name}
kagent:
  enabled: true
  namespaceOverride: kagent
  controllerRoute:
    enabled: true
    hostname: agentgateway.{domain}
agents:
  definitions:
    sre-agent:
      enabled: true
      description: SRE agent of {name}
      resources:
        limits: {{memory: {memory}Mi}}
"""

# Every second cluster has an agent of its own.
OWN = """\
    {name}-helper:
      enabled: true
      serviceAccount: {name}-helper
      modelConfig: default-model-config
      description: Knows {name}
      systemMessage: |-
        You answer questions about the cluster {name}.
        Read first, and say which resources you looked at.
      toolNames: [list_tools, filter_tools, call_tool]
      allowedHeaders: [authorization]
      obo: {{enabled: {delegated}}}
      m2m: {{enabled: false}}
"""


def overlay(number):
    """One cluster's overlay."""
    name = f"mc{number:04}"
    text = OVERLAY.format(name=name, domain=f"{name}.example.com", memory=512 + 128 * (number % 5))
    if number % 2:
        text += OWN.format(name=name, delegated="true" if number % 4 == 1 else "false")
    return text


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    for number in range(count):
        with open(os.path.join(folder, f"mc{number:04}.yaml"), "w") as file:
            file.write(overlay(number))


if __name__ == "__main__":
    main()
