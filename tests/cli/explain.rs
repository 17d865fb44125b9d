//! `helm-obo explain`

use crate::common::world::World;
use helm_obo::rules::RULES;

#[test]
fn a_page_in_plain_text() {
    let ran = World::empty().run("explain obo-missing").exits(0);
    insta::assert_snapshot!(ran.says_no_more().stdout);
}

#[test]
fn a_page_in_color() {
    let ran = World::empty().run("explain obo-missing --color always");
    insta::assert_snapshot!(ran.exits(0).says_no_more().stdout.replace('\x1b', "^"));
}

#[test]
fn what_cannot_be_read_cannot_be_switched_off() {
    let ran = World::empty().run("explain syntax-error").exits(0);
    assert!(ran.stdout.contains("It cannot be switched off"), "{ran:#?}");
    assert!(!ran.stdout.contains(": off}"), "{ran:#?}");
}

#[test]
fn every_page_fits_has_all_its_parts_and_is_in_the_table() {
    let world = World::empty();
    let table = world.run("explain").exits(0).says_no_more();
    fits(&table.stdout);
    for rule in RULES {
        let row = format!("\n  {} ", rule.id);
        assert_eq!(table.stdout.matches(&row).count(), 1, "{}", rule.id);
        let page = world.run(&format!("explain {}", rule.id)).exits(0);
        fits(&page.stdout);
        let headings: Vec<&str> = page
            .stdout
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with(' '))
            .collect();
        let beside = rule.docs.around.filter(|around| !around.others.is_empty());
        let beside = beside.map(|_| "Its other files");
        let before = [rule.id, "What it finds", "Why it matters", "Wrong", "Right"];
        let after = ["How to fix it", "Evidence", "Configure"];
        let expected: Vec<&str> = before.into_iter().chain(beside).chain(after).collect();
        assert_eq!(headings, expected);
    }
}

/// Lines of a page are as wide as a terminal that does not say its width.
fn fits(page: &str) {
    let wide = page.lines().find(|line| line.chars().count() > 80);
    assert_eq!(wide, None);
}

#[test]
fn a_slip_of_the_pen_is_reported_with_what_was_meant() {
    World::empty()
        .run("explain obo-mising")
        .exits(2)
        .prints_nothing()
        .stderr_has("there is no rule `obo-mising`")
        .stderr_has("did you mean `obo-missing`?");
}

#[test]
fn colors_are_asked_for() {
    let world = World::empty();
    let is_colored = |ran: crate::common::world::Ran| ran.exits(0).stdout.contains('\x1b');
    assert!(!is_colored(world.run("explain")));
    assert!(!is_colored(world.run("explain --color never")));
    assert!(is_colored(world.run("explain --color always")));
}
