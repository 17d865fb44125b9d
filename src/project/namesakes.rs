//! Servers of different charts below one target that are called the same.

use super::{Loaded, Project};
use crate::rules::{Namesake, RenderedServer};

impl Project<'_> {
    /// The servers of other charts that are made beside those of this one, each in the namespace of one that is called the same.
    /// Only what was rendered tells where a template puts them.
    pub(super) fn namesakes<'l>(
        &self,
        loaded: &Loaded,
        others: impl Iterator<Item = &'l Loaded>,
    ) -> Vec<Namesake> {
        let rendered = &self.rendering_of(loaded).servers;
        let (_, release) = self.release(&loaded.target);
        let namespace = |server: &RenderedServer| match &*server.namespace {
            "" => release.clone(),
            named => named.to_owned(),
        };
        let are_made_twice = |name: &str, other: &Loaded| {
            let of = |chart: &Loaded| {
                let made = rendered.iter();
                let made = made.filter(|server| server.chart == chart.at && server.name == name);
                made.map(namespace).collect::<Vec<String>>()
            };
            let own = of(loaded);
            of(other).iter().any(|namespace| own.contains(namespace))
        };
        let namesakes = others.flat_map(|other| {
            let servers = other.model.servers.iter();
            servers.filter_map(|server| {
                let (_, place) = server.name.origin.as_ref()?;
                are_made_twice(&server.name.text, other).then(|| Namesake {
                    name: server.name.text.clone(),
                    charts: [other.at.clone(), loaded.at.clone()],
                    agent: server.agent.clone(),
                    place: *place,
                })
            })
        });
        namesakes.collect()
    }
}
