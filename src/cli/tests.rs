//! One list of names: what a key that only it knows has is hidden in everything that a run writes.

use crate::report;
use crate::secrets::MADE_UP;
use crate::trace;
use std::ffi::OsString;
use std::path::Path;

/// Where credentials are in a file, each with one of its own: none is hidden because another is.
const SECRETS: [(&str, &str); 6] = [
    ("value", "correct_h0rse_value"),
    ("comment", "c0mment_of_a_h0rse"),
    ("JSON", "qu0ted_h0rse_in_json"),
    ("duplicate", "dr0pped_h0rse_above"),
    ("merge", "merged_h0rse_in_vain"),
    ("partly a placeholder", "p4rtly_a_h0rse"),
];

fn overlay() -> String {
    let [value, comment, json, duplicate, merge, part] = SECRETS.map(|(_, secret)| secret);
    format!(
        "agents:
  definitions:
    helper:
      # {MADE_UP}: {comment} # from ${{VAULT}}
      enabeld: true
      {MADE_UP}: {duplicate} # was ${{OLD}}
      serviceAcount: a
      <<: {{{MADE_UP}: {merge}}}
      descripton: b
      config: '{{\"{MADE_UP}\":\"{json}\",\"url\":\"https://${{HOST}}/\"}}'
      systemMesage: c
      {MADE_UP}: {value}
      modelConfg: d
      my-{MADE_UP}: {part}${{X}}
      toolNames: [{value}, {value}, {duplicate}, {duplicate}, {merge}, {merge}]
"
    )
}

/// What a command writes to a file about the chart with an overlay.
fn written(folder: &Path, command: &str, overlay: &str) -> String {
    let chart = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/charts/one-agent");
    let (values, file) = (folder.join("overlay.yaml"), folder.join("output"));
    std::fs::write(&values, overlay).unwrap();
    std::fs::write(&file, "").unwrap();
    let words = ["helm-obo", "--quiet"].into_iter();
    let words = words.chain(command.split_whitespace()).map(OsString::from);
    let paths = [chart.as_os_str(), "-f".as_ref(), values.as_os_str()];
    let output = ["--output-file".as_ref(), file.as_os_str()];
    let paths = paths.into_iter().chain(output).map(OsString::from);
    super::run(words.chain(paths));
    std::fs::read_to_string(file).unwrap()
}

#[track_caller]
fn hides_all(what: &str, text: &str) {
    for (place, secret) in SECRETS {
        assert!(!text.contains(secret), "{place}, {what}: {text}");
    }
}

#[test]
fn a_name_added_to_the_list_is_hidden_wherever_its_value_may_show() {
    let folder = tempfile::tempdir().unwrap();
    let formats = report::FORMATS.iter();
    let formats = formats.map(|format| format!("lint -o {}", format.name()));
    for command in formats.chain(["lint --diff".to_owned()]) {
        let text = written(folder.path(), &command, &overlay());
        assert!(text.contains("masked"), "{command}: {text}");
        hides_all(&command, &text);
    }
    let baseline = folder.path().join("baseline.json");
    let command = format!("lint --write-baseline {}", baseline.display());
    written(folder.path(), &command, &overlay());
    let baseline = std::fs::read_to_string(baseline).unwrap();
    assert!(baseline.contains("masked"), "{baseline}");
    hides_all("baseline", &baseline);
    for format in trace::FORMATS {
        let command = format!("trace -o {}", format.name());
        let text = written(folder.path(), &command, &overlay());
        assert!(text.contains("helper"), "{command}: {text}");
        hides_all(&command, &text);
    }
}

#[test]
fn excerpts_show_the_places_and_hide_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let text = written(folder.path(), "lint -o full", &overlay());
    for line in [
        "# quuxsesame: [masked] # from ${VAULT}",
        "quuxsesame: [masked] # was ${OLD}",
        "my-quuxsesame: [masked]",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_file_with_a_syntax_error_hides_them_too() {
    let folder = tempfile::tempdir().unwrap();
    let broken = overlay() + "      x: [\n";
    for format in report::FORMATS {
        let command = format!("lint -o {}", format.name());
        hides_all(&command, &written(folder.path(), &command, &broken));
    }
    for (place, secret) in SECRETS {
        let broken = format!("x: [\n{MADE_UP}: {secret} # ${{X}}\n");
        let text = written(folder.path(), "lint -o full", &broken);
        hides_all(place, &text);
    }
}
