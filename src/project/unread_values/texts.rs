//! The texts that templates may evaluate with `tpl`: those of the values, and the charts' files.

use crate::project::Project;
use crate::project::charts::LoadedChart;
use crate::source::FileSystem;
use crate::values::{self, Chart};
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Larger files are taken for data.
const LARGEST: usize = 1 << 20;

impl Project<'_> {
    /// All texts that hold template text.
    pub(super) fn evaluated_texts(&self, base: &LoadedChart, root: &Node) -> Vec<Arc<str>> {
        let mut texts = BTreeSet::new();
        of_values(root, &mut texts);
        for chart in base.all_charts() {
            match values::unpacked(self.files, &chart.directory) {
                Some(archive) => of_files(chart, &archive, &mut texts),
                None => of_files(chart, self.files, &mut texts),
            }
        }
        texts.into_iter().collect()
    }
}

fn of_values(root: &Node, texts: &mut BTreeSet<Arc<str>>) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::String(text) if text.contains("{{") => {
                texts.insert(Arc::from(&**text));
            }
            Value::Map(map) => {
                open.extend(map.entries().iter().map(|entry| &entry.node));
                let keys = map.entries().iter().map(|entry| &entry.key);
                let keys = keys.filter(|key| key.contains("{{"));
                texts.extend(keys.map(|key| Arc::from(&**key)));
            }
            Value::List(items) => open.extend(items.iter()),
            _ => {}
        }
    }
}

/// The files of a chart; what cannot be read is none.
fn of_files(chart: &Chart, files: &dyn FileSystem, texts: &mut BTreeSet<Arc<str>>) {
    for file in chart.files(files).unwrap_or_default() {
        let bytes = file.read(files).unwrap_or_default();
        let has_template = bytes.windows(2).any(|pair| pair == b"{{");
        if has_template && bytes.len() <= LARGEST {
            texts.insert(String::from_utf8_lossy(&bytes).into());
        }
    }
}
