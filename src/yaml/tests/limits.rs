//! Inputs that would need more than their share of stack, memory or time.

use super::source;
use crate::yaml::{MAX_DEPTH, Problem, read_values, write};

/// The usual stack of a thread that is not the main one.
const STACK: usize = 2 << 20;

fn nested(levels: usize, open: &str, close: &str) -> String {
    format!("k: {}{}\n", open.repeat(levels), close.repeat(levels))
}

#[test]
fn the_deepest_values_fit_a_thread() {
    let levels = MAX_DEPTH - 1;
    let block: String = (0..levels).map(|i| format!("{:i$}k:\n", "")).collect();
    let deepest = [
        nested(levels, "[", "]"),
        nested(levels, "{a: ", "}"),
        nested(levels / 2, "[a: ", "]"),
        nested(levels, "\n - ", ""),
        block,
    ];
    for text in deepest {
        let work = move || {
            let document = read_values(&source(&text)).unwrap();
            let copy = document.clone();
            assert!(!write(&copy.root, None).is_empty());
            assert!(!format!("{document:?}").is_empty());
        };
        let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
        thread.unwrap().join().unwrap();
    }
}

#[test]
fn deeper_values_are_refused() {
    for text in [
        nested(MAX_DEPTH, "[", "]"),
        nested(1_000_000, "[", ""),
        nested(1_000_000, "- ", ""),
        nested(1_000_000, "? ", ""),
    ] {
        assert!(read_values(&source(&text)).is_err());
    }
}

#[test]
fn aliases_do_not_nest_deeper_than_texts() {
    let mut text = format!(
        "a0: &a0 {}\n",
        nested(200, "[", "]").trim_start_matches("k: ").trim()
    );
    text.push_str(&nested(200, "[", "]").replace("[]", "[*a0]"));
    let error = read_values(&source(&text)).unwrap_err();
    assert_eq!(error.problem, Problem::Depth(MAX_DEPTH));
}

#[test]
fn bombs_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..30 {
        let alias = format!("*a{}, ", i - 1).repeat(10);
        text.push_str(&format!("a{i}: &a{i} [{alias}]\n"));
    }
    let error = read_values(&source(&text)).unwrap_err();
    assert_eq!(error.problem, Problem::Aliasing);
}
