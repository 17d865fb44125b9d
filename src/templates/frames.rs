//! The branches that are open at a place of a template.

use super::keys::ReadKeys;

/// An open branch, with what the dot is in it, where that changes.
pub(super) enum BlockFrame {
    Helper(String),
    Dot(ReadKeys),
    Same,
}

/// The open branches, the innermost last, with the places of those that matter.
#[derive(Default)]
pub(super) struct Frames {
    all: Vec<BlockFrame>,
    dots: Vec<usize>,
    helpers: Vec<usize>,
}

impl Frames {
    pub(super) fn push(&mut self, frame: BlockFrame) {
        let index = self.all.len();
        if !matches!(frame, BlockFrame::Same) {
            self.dots.push(index);
        }
        if matches!(frame, BlockFrame::Helper(_)) {
            self.helpers.push(index);
        }
        self.all.push(frame);
    }

    pub(super) fn pop(&mut self) {
        self.all.pop();
        for places in [&mut self.dots, &mut self.helpers] {
            if places.last() == Some(&self.all.len()) {
                places.pop();
            }
        }
    }

    /// What the dot is; outside of all branches nothing is known of it.
    pub(super) fn dot(&self) -> ReadKeys {
        match self.dots.last().map(|index| &self.all[*index]) {
            Some(BlockFrame::Dot(keys)) => keys.clone(),
            Some(BlockFrame::Helper(_)) => ReadKeys {
                is_argument: true,
                ..ReadKeys::default()
            },
            Some(BlockFrame::Same) | None => ReadKeys::default(),
        }
    }

    /// The innermost helper.
    pub(super) fn helper(&self) -> Option<&str> {
        match &self.all[*self.helpers.last()?] {
            BlockFrame::Helper(name) => Some(name),
            _ => None,
        }
    }
}
