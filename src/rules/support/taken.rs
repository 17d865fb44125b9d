//! The cause of a finding that rests on something which a lower layer has and a higher one took away.

use crate::model::{Agent, Call};
use crate::platform::Exchange;
use crate::rules::facts::Sought;
use crate::rules::{Draft, WiringFacts};
use crate::source::{Name, Place, ValuePath};
use crate::values::{LayerKind, Taken, Taking, Values};
use crate::wiring::{
    EXCHANGE, PROPAGATE, SUBJECT_HEADER, Switch, is_meant_for_subject, switch, variable,
};
use crate::yaml::Node;

/// Something that a list of a lower layer has, and that was taken away with it.
#[derive(Debug)]
pub struct TakenItem {
    taken: Taken,
    /// The list's key, in backticks.
    list: String,
    /// What was taken away, in backticks.
    what: &'static str,
    /// The layers, as they are called.
    from: String,
    by: String,
}

impl TakenItem {
    /// The variable that switches propagation on, where something took it away from an agent.
    pub(crate) fn propagation(facts: &WiringFacts<'_>, agent: &Agent) -> Option<Self> {
        let is_there = agent.env.get().and_then(|env| variable(env, PROPAGATE));
        if is_there.is_some() {
            return None; // with another value
        }
        facts.origins.taken(&agent.env.path, Sought::Propagation)
    }

    /// The variable by which the user's token is exchanged, likewise, where tool calls carry what comes of that.
    pub(crate) fn exchange(facts: &WiringFacts<'_>, agent: &Agent) -> Option<Self> {
        let is_there = agent.env.get().and_then(|env| variable(env, EXCHANGE));
        if is_there.is_some() || facts.platform.kagent.exchange() != Exchange::Sent {
            return None;
        }
        facts.origins.taken(&agent.env.path, Sought::Exchange)
    }

    /// The header that lets the user's token through, likewise.
    pub(crate) fn forwarding(facts: &WiringFacts<'_>, call: &Call) -> Option<Self> {
        let headers = &call.allowed_headers;
        facts.origins.taken(&headers.path, Sought::Subject)
    }

    /// What an agent may have had, in the list at a path of the values.
    pub(crate) fn of_agent(values: &Values, list: &ValuePath, item: Sought) -> Option<Self> {
        let has = |node: &Node, name: &str, is_it: fn(&str) -> bool| {
            let text = |key: &str| node.get(key).and_then(Node::as_str);
            text("name") == Some(name) && text("value").is_some_and(is_it)
        };
        match item {
            Sought::Subject => Self::of(values, list, SUBJECT_HEADER, |item| {
                item.as_str().is_some_and(is_meant_for_subject)
            }),
            Sought::Propagation => Self::of(values, list, PROPAGATE, |item| {
                has(item, PROPAGATE, |value| switch(value) != Switch::Off)
            }),
            Sought::Exchange => Self::of(values, list, EXCHANGE, |item| {
                has(item, EXCHANGE, |value| !value.is_empty())
            }),
        }
    }

    /// What `is_it` asks for, in the list at a path of the values.
    pub(crate) fn of(
        values: &Values,
        list: &ValuePath,
        what: &'static str,
        is_it: impl Fn(&Node) -> bool,
    ) -> Option<Self> {
        let is_there = |node: &Node| node.as_list().into_iter().flatten().any(&is_it);
        if values.get(list).is_some_and(is_there) {
            return None;
        }
        let taken = values.taken(list, is_it)?;
        Some(Self {
            list: format!("`{}`", list.last_key()?),
            what,
            from: called(values, taken.from),
            by: called(values, taken.by),
            taken,
        })
    }

    /// Adds the places: of what took it away, and of what was taken away.
    pub(crate) fn related(&self, draft: Draft) -> Draft {
        let Self {
            taken,
            list,
            what,
            from,
            ..
        } = self;
        let message = match taken.how {
            Taking::List => format!("this list replaces that of {from}, which has `{what}`"),
            Taking::Item => format!(
                "this makes a list of its own, which replaces that of {from} as a whole, with `{what}` in it"
            ),
            Taking::Null => format!("this null deletes {list} of {from}, which has `{what}`"),
            Taking::Other => format!("this replaces {list} of {from}, which has `{what}`"),
            Taking::Again => {
                format!(
                    "this is {list} once more, so that Helm drops the one above, which has `{what}`"
                )
            }
        };
        // A finding at that very place says by itself what it replaces.
        if draft.place == taken.place {
            return draft;
        }
        draft
            .related(taken.place, message)
            .related(taken.item, format!("`{what}` is here, in {from}"))
    }

    /// How to put it back as it was; `None` for a switch or a header, whose content is plain.
    pub(crate) fn put_back_as_it_was(&self) -> Option<String> {
        (self.what == EXCHANGE).then(|| self.put_back(&format!("`{EXCHANGE}`")))
    }

    /// How to put it back, as it is to be written.
    pub(crate) fn put_back(&self, written: &str) -> String {
        let Self { list, by, .. } = self;
        match self.taken.how {
            Taking::List => format!("add {written} to {list} in {by}"),
            Taking::Item => format!(
                "give {list} as a whole, with {written} in it, in a values file or with `--set-json`, since an item by its index replaces \
                 the chart's list"
            ),
            Taking::Null => format!(
                "remove the null for {list} from {by}, or write a list there with {written}"
            ),
            Taking::Other => format!("write {list} as a list with {written} in {by}"),
            Taking::Again => format!("add {written} to the last {list} in {by}"),
        }
    }
}

/// What the layer of a place is called.
pub(crate) fn called_at(values: &Values, place: Place) -> String {
    let rank = values.layer_index(place);
    rank.map_or_else(|| "the values".to_owned(), |layer| called(values, layer))
}

/// What a layer is called: `the chart's values`, `prod.yaml`, `--set`.
fn called(values: &Values, layer: usize) -> String {
    let layer = &values.layers[layer];
    match (layer.kind, layer.source.name()) {
        (LayerKind::Base | LayerKind::Subchart, _) => "the chart's values".into(),
        (_, Name::Stdin) => "standard input".into(),
        (_, name @ Name::Argument { .. }) => format!("`{name}`"),
        (_, name) => name.to_string(),
    }
}
