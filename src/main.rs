//! The `helm-obo` command.

fn main() {}
