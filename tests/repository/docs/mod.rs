//! README, CONTRIBUTING and the pages in `docs` hold what they say: samples are real output, commands are commands, links lead
//! somewhere.

mod commands;
mod links;
mod page;
mod samples;
