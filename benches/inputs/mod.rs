//! Values files to be read: each is one way of writing YAML, made here, and the same at every run.

mod words;

use std::fmt::Write as _;
use words::Words;

/// Roughly how many bytes a generated file has.
const SIZE: usize = 1 << 20;

/// The values of a chart as people write them.
pub(crate) fn chart() -> String {
    include_str!("../../fixtures/charts/agents-platform/values.yaml").to_owned()
}

/// Agents whose prompts are most of the file.
pub(crate) fn prompts() -> String {
    agents(|text, name, words| {
        let (description, model) = (words.some(6), words.one());
        let _ = write!(
            text,
            "    {name}:\n      enabled: true\n      description: {description}\n      \
             modelConfig: {model}-model\n      systemMessage: |-\n"
        );
        for paragraph in 0..12 {
            for _ in 0..4 {
                let _ = writeln!(text, "        {}", words.some(14));
            }
            let _ = writeln!(
                text,
                "\n        {paragraph}. {}: {}",
                words.one(),
                words.some(9)
            );
        }
        text.push_str("      toolNames: [list_tools, describe_tool, call_tool]\n");
    })
}

/// Agents in small mappings, some levels deep, with a word or two each.
pub(crate) fn mappings() -> String {
    agents(|text, name, words| {
        let (account, host, image) = (words.one(), words.one(), words.one());
        let _ = write!(
            text,
            "    {name}:
      enabled: true
      serviceAccount: {account}
      modelConfig: default-model-config
      obo:
        enabled: true
      m2m:
        enabled: false
        granted:
          user: {account}
          clusterRoles:
            - view
            - {account}-reader
        impersonators:
          - name: {host}
            namespace: {host}
      resources:
        requests:
          cpu: 100m
          memory: 256Mi
        limits:
          cpu: 1
          memory: 1Gi
      agentgatewayRoute:
        hostname: {host}.example.com
        image:
          tag: {image}
"
        );
    })
}

/// Agents in brackets.
pub(crate) fn flow() -> String {
    agents(|text, name, words| {
        let (account, user, role, host) = (words.one(), words.one(), words.one(), words.one());
        let _ = write!(
            text,
            "    {name}: {{enabled: true, serviceAccount: {account}, toolNames: [list_tools, describe_tool, call_tool],
      obo: {{enabled: true}}, m2m: {{enabled: false, granted: {{user: {user}, clusterRoles: [{role}, view]}}}},
      env: [{{name: LOG_LEVEL, value: info}}, {{name: {role}, value: \"{host}\"}}], resources: {{}},
      agentgatewayRoute: {{hostname: {host}.example.com}}}}\n"
        );
    })
}

/// Agents whose strings are in quotes, some with escapes or over several lines.
pub(crate) fn quoted() -> String {
    agents(|text, name, words| {
        let (long, other, user) = (words.some(14), words.some(10), words.one());
        let (first, second) = (words.some(10), words.some(10));
        let _ = write!(
            text,
            "    \"{name}\":
      'serviceAccount': '{user}'
      \"description\": \"{long}\"
      \"displayName\": \"{other} \\u2014 \\\"{user}\\\"\\n{other}\"
      'note': 'it''s {first}'
      \"systemMessage\": \"{first}
        {second}\\
        {long}\"
      allowedHeaders: [\"authorization\", 'x-request-id']
"
        );
    })
}

/// Agents with more comments than values.
pub(crate) fn comments() -> String {
    agents(|text, name, words| {
        let (account, role) = (words.one(), words.one());
        for _ in 0..4 {
            let _ = writeln!(text, "    # {}", words.some(12));
        }
        let _ = write!(text, "    {name}: # {}\n\n", words.some(8));
        for (key, value) in [
            ("enabled", "true"),
            ("serviceAccount", account),
            ("role", role),
        ] {
            let _ = writeln!(
                text,
                "      # {}\n      # {}",
                words.some(14),
                words.some(11)
            );
            let _ = writeln!(text, "      {key}: {value} # {}\n", words.some(5));
        }
    })
}

/// Many documents that Helm merges.
pub(crate) fn documents() -> String {
    repeated(String::new(), |text, name, words| {
        let (account, host) = (words.one(), words.one());
        let _ = write!(
            text,
            "---
# {}
agents:
  definitions:
    {name}:
      enabled: true
      serviceAccount: {account}
      obo:
        enabled: true
      agentgatewayRoute:
        hostname: {host}.example.com
",
            words.some(8)
        );
    })
}

/// Prompts, mappings and comments with the line ends of Windows.
pub(crate) fn crlf() -> String {
    agents(|text, name, words| {
        let (account, model) = (words.one(), words.one());
        let _ = write!(
            text,
            "    # {}\n    {name}:\n      enabled: true\n      serviceAccount: {account}\n      obo:\n        \
             enabled: true\n      modelConfig: {model}\n      systemMessage: |\n",
            words.some(9)
        );
        for _ in 0..4 {
            let _ = writeln!(text, "        {}", words.some(12));
        }
    })
    .replace('\n', "\r\n")
}

/// What writes one agent under a name.
type WriteAgent = fn(&mut String, &str, &mut Words);

fn agents(write: WriteAgent) -> String {
    repeated("agents:\n  definitions:\n".to_owned(), write)
}

fn repeated(mut text: String, write: WriteAgent) -> String {
    let mut words = Words::default();
    for number in 0.. {
        if text.len() >= SIZE {
            break;
        }
        write(
            &mut text,
            &format!("{}-{number:05}", words.one()),
            &mut words,
        );
    }
    text
}
