//! Examples below the help of each command.

pub(super) const ALL: &str = "\
Examples:
  helm-obo init                      look what is here, write a config file
  helm-obo lint                      all charts below the working directory
  helm-obo trace CHART -f prod.yaml  as whom each call of each agent runs
  helm-obo rules                     what is looked for
  helm-obo explain RULE              what a rule finds, and how to fix it";

pub(super) const LINT: &str = "\
Examples:
  helm-obo lint                             all charts here, or `targets:`
  helm-obo lint CHART -f prod.yaml          as `helm template` would be called
  helm-obo lint --chart CHART prod.yaml     the same, with the file as target
  helm-obo lint CHART --select obo-missing  one rule only
  helm-obo lint CHART --diff                what can be fixed, as a diff
  helm-obo lint CHART --fix                 fix it; report what is left";

pub(super) const RENDER: &str = "\
Examples:
  helm-obo render CHART -f prod.yaml -n kagent
  helm-obo render CHART --provenance
  helm-obo render CHART -o json";

pub(super) const VALUES: &str = "\
Examples:
  helm-obo values CHART --provenance                where each value is from
  helm-obo values CHART | helm template CHART -f -  can be fed back";

pub(super) const TRACE: &str = "\
Examples:
  helm-obo trace CHART --agent NAME
  helm-obo trace CHART --expect delegated          exits 1 where a call is not
  helm-obo trace CHART --platform kagent.version=0.10.0";

pub(super) const EXPLAIN: &str = "\
Examples:
  helm-obo explain              all rules
  helm-obo explain obo-missing  one rule";

pub(super) const RULES: &str = "\
Examples:
  helm-obo rules
  helm-obo rules -o json";

pub(super) const SCHEMA: &str = "\
Examples:
  helm-obo schema values > values.schema.json  the chart can have this one
  helm-obo schema values --wiring              for an editor
  helm-obo schema overlay --contract static";

pub(super) const INIT: &str = "\
Nothing in the file takes effect until you uncomment it. Where no chart is found, none is written.

Examples:
  helm-obo init
  helm-obo init charts --stdout  print it, write nothing";

pub(super) const MAN: &str = "\
Examples:
  helm-obo man > helm-obo.1
  helm-obo man lint > helm-obo-lint.1
  man <(helm-obo man lint)";

pub(super) const COMPLETIONS: &str = "\
Examples:
  source <(helm-obo completions bash)  in ~/.bashrc
  source <(helm-obo completions zsh)   in ~/.zshrc, after compinit
  helm-obo completions fish | source   in ~/.config/fish/config.fish
  helm-obo completions powershell | Out-String | Invoke-Expression";
