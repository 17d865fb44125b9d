//! What is known of an object that is not there.

use super::near::{NearNames, nearest_of_kagent};
use crate::contract::NameForm;
use crate::diagnostic::Severity;
use crate::edit::Change;
use crate::manifests::{
    Kind, KnownObjects, Object, Reference, Togetherness, has_key, may_be_in, names_of_kagent,
    namespace_of,
};
use crate::rules::Draft;
use crate::rules::support::k8s_name::problem;
use crate::source::ValuePath;

/// A reference that finds nothing.
struct Missing<'m, 's> {
    object: &'m Object,
    reference: &'m Reference,
    known: &'m KnownObjects<'s>,
    /// Whether there is nothing else than what was read.
    is_whole: bool,
}

/// What is reported of a reference that finds nothing; `None` where it may find something that was not read.
pub(super) fn draft(
    object: &Object,
    reference: &Reference,
    known: &KnownObjects<'_>,
    names: &NearNames<'_>,
) -> Option<Draft> {
    let missing = Missing {
        object,
        reference,
        known,
        is_whole: known.is_whole(reference.kind, reference.namespace.as_deref()),
    };
    missing
        .misspelled(names)
        .or_else(|| missing.of_the_other_kind())
        .or_else(|| missing.in_another_namespace())
        .or_else(|| missing.almost_of_kagent())
        .or_else(|| missing.no_name())
        .or_else(|| missing.nowhere())
}

impl Missing<'_, '_> {
    fn at(&self, message: String) -> Draft {
        let severity = match self.is_whole || self.problem().is_some() {
            true => Severity::Error,
            false => Severity::Warning,
        };
        let Reference { path, place, .. } = self.reference;
        Draft::new(path, *place, message).severity(severity)
    }

    /// What comes of it.
    fn consequence(&self) -> &'static str {
        consequence(self.object, self.reference)
    }

    /// Why no object can have the name. One in capitals is a stand-in.
    fn problem(&self) -> Option<String> {
        let is_of_stand_in = |c: char| c.is_ascii_uppercase() || matches!(c, '_' | '-');
        let name = &self.reference.name;
        let is_stand_in = name.chars().all(is_of_stand_in);
        problem(name, NameForm::Subdomain).filter(|_| !is_stand_in)
    }

    /// A name that is a slip of the pen away from one that was read.
    fn misspelled(&self, names: &NearNames<'_>) -> Option<Draft> {
        let Reference {
            kind, namespace, ..
        } = self.reference;
        let counts = |name: &str| self.known.may_have(*kind, namespace.as_deref(), name);
        let meant = names.nearest(&self.reference.name, counts)?;
        let among = if self.is_whole {
            ""
        } else {
            " in what was read"
        };
        let draft = self.at(format!(
            "there is no {} {}{among}, but one called `{meant}`: {}",
            kind.word(),
            shown(self.reference),
            self.consequence()
        ));
        Some(self.meant(draft, meant))
    }

    /// The same for a name that only kagent's own chart makes.
    fn almost_of_kagent(&self) -> Option<Draft> {
        let Reference { kind, name, .. } = self.reference;
        let meant = nearest_of_kagent(name, names_of_kagent(*kind))?;
        let word = kind.word();
        let shown = shown(self.reference);
        let consequence = self.consequence();
        let is_certain = self.is_whole || self.problem().is_some();
        let draft = self.at(match is_certain {
            true => format!(
                "there is no {word} {shown}, and kagent's own chart makes one called `{meant}`: {consequence}"
            ),
            false => format!(
                "no {word} {shown} was read, and kagent's own chart makes one called `{meant}`: unless the other one is \
                 elsewhere, {consequence}"
            ),
        });
        Some(self.meant(draft, meant))
    }

    fn meant(&self, draft: Draft, meant: &str) -> Draft {
        let help = format!("write `{meant}`");
        let change = Change::Set(self.reference.path.clone(), meant.into());
        let draft = draft.label("misspelled?").help(help.clone());
        draft.fix(help, change).needs_review()
    }

    /// A Secret where a ConfigMap of that name and with that key is there, or the reverse.
    fn of_the_other_kind(&self) -> Option<Draft> {
        let Reference {
            kind,
            namespace,
            name,
            key,
            ..
        } = self.reference;
        let other = match kind {
            Kind::Secret => Kind::ConfigMap,
            Kind::ConfigMap => Kind::Secret,
            _ => return None,
        };
        let key = key.as_ref()?;
        let mut called = self.known.called(other, name);
        let found = called
            .find(|object| may_be_in(object, namespace.as_deref()) && has_key(object, &key.text))?;
        let (word, other) = (kind.word(), other.word());
        let message = match self.is_whole {
            true => format!(
                "there is no {word} `{name}`, but a {other} of that name: {}",
                self.consequence()
            ),
            false => format!(
                "what was read has no {word} `{name}`, but a {other} of that name, with the key: unless the {word} is \
                 elsewhere, {}",
                self.consequence()
            ),
        };
        let draft = match self.written_type() {
            Some((path, place)) => {
                let draft = Draft::new(&path, place, message).severity(match self.is_whole {
                    true => Severity::Error,
                    false => Severity::Warning,
                });
                let help = format!("write `type: {other}`");
                let change = Change::Set(path, other.into());
                draft.help(help.clone()).fix(help, change).needs_review()
            }
            None => self.at(message).help(format!(
                "refer to the {other}, or have its content in a {word}"
            )),
        };
        let draft = draft.label(format!("looked up as {word}"));
        Some(draft.related(found.name_place(), format!("the {other} is here")))
    }

    /// Where a source of kagent's says of which kind it is.
    fn written_type(&self) -> Option<(ValuePath, crate::source::Place)> {
        let (parent, _) = self.reference.path.split_last()?;
        let path = parent.join("type");
        let place = self.object.get(&path)?.place;
        Some((path, place))
    }

    /// An object of that name in another namespace.
    fn in_another_namespace(&self) -> Option<Draft> {
        let reference = self.reference;
        // A namespace that is written was mostly meant, and other files of a folder may be about other namespaces.
        if reference.says_namespace {
            return None;
        }
        let is_one = self.is_whole || self.known.togetherness() != Togetherness::Folder;
        let is_beside = |other: &&Object| is_one || other.source() == self.object.source();
        let mut called = self.known.called(reference.kind, &reference.name);
        let other = called.find(is_beside)?;
        let namespace = reference.namespace.as_deref()?;
        let own = namespace_of(other)?;
        let word = reference.kind.word();
        let name = &reference.name;
        let draft = self.at(format!(
            "{word} `{name}` is looked up in the namespace `{namespace}`, and was read in `{own}` only: {}",
            self.consequence()
        ));
        let draft = draft.related(other.name_place(), format!("{word} `{name}` is in `{own}`"));
        let draft = draft.label("in another namespace");
        Some(draft.help(in_namespace(reference, &own)))
    }

    /// A name that no object can have.
    fn no_name(&self) -> Option<Draft> {
        let problem = self.problem()?;
        let word = self.reference.kind.word();
        let name = &self.reference.name;
        let draft = self.at(format!(
            "no {word} can be called `{name}`, since {problem}: {}",
            self.consequence()
        ));
        Some(draft.label("no name").help(format!(
            "write the name of the {word}: lower case, with `-` between words"
        )))
    }

    /// A name that nothing has.
    fn nowhere(&self) -> Option<Draft> {
        if !self.is_whole {
            return None;
        }
        let word = self.reference.kind.word();
        let draft = self.at(format!(
            "there is no {word} {}: {}",
            shown(self.reference),
            self.consequence()
        ));
        let draft = draft.label("not there");
        Some(match self.other_server() {
            Some(other) => {
                let kind = Kind::of(&other.name).word();
                draft
                    .help(format!(
                        "write `kind: {kind}`, if that is the server which is meant"
                    ))
                    .related(other.name_place(), format!("a {kind} of that name is here"))
            }
            None => draft.help(format!(
                "write the name of a {word} that is there, or add `{}`",
                self.reference.name
            )),
        })
    }

    /// A server of another kind that has the name.
    fn other_server(&self) -> Option<&Object> {
        let servers = [
            Kind::RemoteMcpServer,
            Kind::McpServer,
            Kind::Service,
            Kind::ToolServer,
        ];
        if !servers.contains(&self.reference.kind) {
            return None;
        }
        servers.iter().find_map(|kind| {
            let reference = Reference {
                kind: *kind,
                ..self.reference.clone()
            };
            self.known.found(&reference).first().copied()
        })
    }
}

/// A reference by its name, with its namespace if that is not the object's own.
fn shown(reference: &Reference) -> String {
    match (&reference.namespace, reference.says_namespace) {
        (Some(namespace), true) => {
            format!("`{}` in the namespace `{namespace}`", reference.name)
        }
        _ => format!("`{}`", reference.name),
    }
}

/// Where an object has to be, or where a reference could say that it is.
fn in_namespace(reference: &Reference, own: &str) -> String {
    let word = reference.kind.word();
    match reference.kind {
        Kind::RemoteMcpServer | Kind::Agent => format!(
            "write `namespace: {own}` too, if the {word} admits agents of other namespaces (`allowedNamespaces`)"
        ),
        _ => format!("have a {word} of that name in the namespace in which it is looked up"),
    }
}

/// What comes of a reference that finds nothing.
pub(super) fn consequence(object: &Object, reference: &Reference) -> &'static str {
    let is_for_image = reference
        .path
        .segments()
        .iter()
        .any(|step| *step == "imagePullSecrets".into());
    match Kind::of(&object.name) {
        _ if is_for_image => "its image is not pulled, unless anybody may",
        Kind::RemoteMcpServer | Kind::ToolServer => {
            "kagent does not accept the server, nor the agents that use it"
        }
        Kind::McpServer => "its pod does not start",
        Kind::ModelConfig => "agents that use the model do not start",
        Kind::Other => "kagent cannot use the object",
        _ if reference.kind == Kind::ServiceAccount => "the agent's pod is not made",
        _ => "the agent is refused, or its pod does not start",
    }
}
