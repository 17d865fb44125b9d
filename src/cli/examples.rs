//! Examples below the help of each command.

pub(super) const ALL: &str = "\
Examples:
  helm-obo init                        look what is here, and write a config file
  helm-obo lint                        all charts below the working directory
  helm-obo trace CHART -f prod.yaml    as whom each call of each agent runs
  helm-obo explain RULE                what a rule finds, and how to mend it";

pub(super) const LINT: &str = "\
Examples:
  helm-obo lint                             what the config file names, else all charts here
  helm-obo lint CHART -f prod.yaml          as `helm template` would be called
  helm-obo lint --chart CHART prod.yaml     the same, with the file as target
  helm-obo lint CHART --select obo-missing  one rule only";

pub(super) const RENDER: &str = "\
Examples:
  helm-obo render CHART -f prod.yaml -n kagent
  helm-obo render CHART -o json";

pub(super) const VALUES: &str = "\
Examples:
  helm-obo values CHART -f prod.yaml --provenance       where each value was written
  helm-obo values CHART | helm template CHART -f -      what is printed can be fed back";

pub(super) const TRACE: &str = "\
Examples:
  helm-obo trace CHART --agent NAME
  helm-obo trace CHART --expect delegated               for CI: fail where a call runs otherwise
  helm-obo trace CHART --platform kagent.version=0.10.0 on another kagent";

pub(super) const EXPLAIN: &str = "\
Examples:
  helm-obo explain                      all rules
  helm-obo explain user-token-shadowed";

pub(super) const SCHEMA: &str = "\
Examples:
  helm-obo schema values > values.schema.json
  helm-obo schema overlay --contract static";

pub(super) const INIT: &str = "\
Nothing in the file takes effect until you uncomment it. Where no chart is found, none is written.

Examples:
  helm-obo init
  helm-obo init charts --stdout         print it, write nothing";

pub(super) const COMPLETIONS: &str = "\
Examples:
  helm-obo completions bash > ~/.local/share/bash-completion/completions/helm-obo
  helm-obo completions zsh > \"${fpath[1]}/_helm-obo\"
  helm-obo completions fish > ~/.config/fish/completions/helm-obo.fish";
