//! Reads the events of YAML files and does nothing with them: what any reader by `saphyr-parser` takes at the least.

use std::error::Error;
use std::hint::black_box;

fn main() -> Result<(), Box<dyn Error>> {
    for file in std::env::args_os().skip(1) {
        let text = std::fs::read_to_string(file)?;
        for event in saphyr_parser::Parser::new_from_str(&text) {
            black_box(event?);
        }
    }
    Ok(())
}
