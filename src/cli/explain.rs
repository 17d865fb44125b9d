//! `helm-obo explain`

use super::args::ExplainArgs;
use super::page::draw;
use super::terminal::Terminal;
use super::{Error, no_rule, status};
use crate::rules;
use crate::rules::page::{index, page};

pub(super) fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<u8, Error> {
    let page = match &args.rule {
        None => index(),
        Some(id) => page(rules::by_id(id).ok_or_else(|| no_rule(id))?),
    };
    let text = draw(&page, &terminal.options(None));
    terminal.write(None, text.as_bytes())?;
    Ok(status::CLEAN)
}
