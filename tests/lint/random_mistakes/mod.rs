//! Random correct files with random mistakes: once fixed, they say again what they said before.

mod mistakes;
mod places;
mod writer;

use crate::common::dice::Dice;
use crate::common::fix::{FixOutcome, fix};
use crate::common::lint::{Lint, lint};
use helm_obo::diagnostic::Safety;
use helm_obo::source::{Name, Sources};
use helm_obo::yaml::read_values;
use helm_obo::yaml::to_json;
use proptest::prelude::*;
use serde_json::{Value, json};

/// An agent that nothing is wrong with.
fn correct(dice: &mut Dice) -> Value {
    let mut agent = json!({
        "enabled": true,
        "modelConfig": "default-model-config",
        "description": "Knows: a lot",
        "systemMessage": "You help.\nAnd you are kind.\n",
        "toolNames": ["list_tools", "call_tool", "describe_tool"],
        "allowedHeaders": ["authorization", "x-request-id", "traceparent"],
        "env": [
            {"name": "KAGENT_PROPAGATE_TOKEN", "value": "true"},
            {"name": "LOG_LEVEL", "value": "debug"},
            {"name": "SIZE", "value": "5"},
        ],
        "obo": {"enabled": true},
        "m2m": {"enabled": false},
    });
    for key in ["description", "toolNames"] {
        if dice.once_in(3) {
            agent.as_object_mut().unwrap().remove(key);
        }
    }
    agent
}

fn values(text: &str) -> Value {
    let source = Sources::default().add(Name::File("x.yaml".into()), text.into());
    to_json(&read_values(&source).unwrap().root)
}

/// A file with mistakes, and what it said without them.
struct Case {
    text: String,
    meant: Value,
    mistakes: Vec<&'static str>,
}

fn case(seed: u64) -> Case {
    let dice = &mut Dice::new(seed);
    let mut meant = json!({});
    let mut wrong = json!({});
    let mut made = Vec::new();
    for name in ["docs-agent", "incident-agent", "release-agent"] {
        if dice.once_in(3) {
            continue;
        }
        let agent = correct(dice);
        let mut mistaken = agent.clone();
        for _ in 0..dice.below(4) {
            made.extend(mistakes::make(&mut mistaken, name, dice));
        }
        meant[name] = agent;
        wrong[name] = mistaken;
    }
    let below = |definitions: Value| json!({"agents": {"definitions": definitions}});
    Case {
        text: writer::written(&below(wrong), dice),
        meant: below(meant),
        mistakes: made,
    }
}

impl Case {
    fn lint(&self) -> Lint {
        lint("one-agent").overlay(&self.text)
    }

    fn told(&self, cure: &FixOutcome) -> String {
        let after = cure.files.values().map(|(_, after)| after.as_str());
        let after = after.collect::<String>();
        format!(
            "{:?}\n--- before\n{}\n--- after\n{after}\n--- left\n{:?}",
            self.mistakes, self.text, cure.after
        )
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fixed_files_say_what_was_meant(seed: u64) {
        let case = case(seed);
        let cure = fix(&case.lint(), Safety::Unsafe);
        prop_assert!(cure.after.is_empty(), "{}", case.told(&cure));
        prop_assert_eq!(cure.again, 0);
        prop_assert_eq!(cure.files.is_empty(), case.mistakes.is_empty(), "{}", case.told(&cure));
        for (_, after) in cure.files.values() {
            prop_assert_eq!(values(after), case.meant.clone(), "{}", case.told(&cure));
            let comments = |text: &str| text.matches("# c").count();
            let is_taken_out = case.mistakes.iter().any(|mistake| mistakes::ADDS.contains(mistake));
            prop_assert!(is_taken_out || comments(after) == comments(&case.text), "{}", case.told(&cure));
        }
    }

    #[test]
    fn safe_fixes_leave_nothing_new(seed: u64) {
        let case = case(seed);
        let cure = fix(&case.lint(), Safety::Safe);
        for left in &cure.after {
            prop_assert!(cure.before.iter().any(|(seen, _)| *seen == left.0), "{}", case.told(&cure));
            prop_assert!(left.1.as_ref().is_none_or(|fix| fix.safety == Safety::Unsafe), "{}", case.told(&cure));
        }
        prop_assert_eq!(cure.again, 0);
        for (_, after) in cure.files.values() {
            let fixed = case.lint().replace("overlay-1.yaml", after);
            prop_assert_eq!(calls(&case.lint()), calls(&fixed), "{}", case.told(&cure));
        }
    }
}

/// What the calls of each agent carry, and as whom they run.
fn calls(lint: &Lint) -> Value {
    let mut trace = lint.trace();
    let agents = trace["agents"].as_array_mut().unwrap().iter_mut();
    for scenario in agents.flat_map(|agent| agent["scenarios"].as_array_mut().unwrap()) {
        // That the templates cannot be rendered without `obo` is one.
        scenario.as_object_mut().unwrap().remove("assumptions");
    }
    trace
}

#[test]
fn every_mistake_is_made() {
    let mut made = std::collections::BTreeMap::new();
    for seed in 0..400 {
        for mistake in case(seed).mistakes {
            *made.entry(mistake).or_insert(0) += 1;
        }
    }
    println!("{made:?}");
    assert!(made.len() >= mistakes::COUNT, "{made:?}");
}
