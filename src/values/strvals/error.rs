//! What can be wrong with an argument. The words never quote the argument: it may hold a credential.

use super::limits::{MAX_DOTS, MAX_GAPS, MAX_INDEX, MAX_JSON_DEPTH, MAX_STEPS};
use crate::source::Place;
use thiserror::Error;

/// Why Helm refuses an argument, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct SetError {
    /// What is wrong.
    pub problem: SetProblem,
    /// The part of the argument that is.
    pub place: Place,
}

impl SetError {
    /// The same without a key that may be a part of the value before it, and so of a credential.
    pub(super) fn without_values(mut self, text: &str) -> Self {
        let is_first = !text[..self.place.span.range().start].contains('=');
        if let (SetProblem::DotBeforeIndex(instead), false) = (&mut self.problem, is_first) {
            *instead = "list[0]".into();
        }
        self
    }

    /// What to write instead.
    pub fn help(&self) -> String {
        self.problem.help()
    }
}

/// What is wrong with an argument.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SetProblem {
    /// `a` or `a,b=1`.
    #[error("this key has no value")]
    NoValue,
    /// `a` of `--set-file`.
    #[error("this key names no file")]
    NoFile,
    /// `-f`, where a value was to follow.
    #[error("this is no `key=value`: it looks like another flag")]
    AnotherFlag,
    /// `a: b`.
    #[error("this key has no value: arguments are not YAML")]
    Yaml,
    /// `{"a": 1}`, or `a=[1,2]`, where JSON is not read.
    #[error("this key has no value: the argument is not read as JSON")]
    JsonValue,
    /// `a\=1`.
    #[error("this key has no value: its `=` comes after a backslash, and so is part of the key")]
    EscapedEquals,
    /// `a=1,b`.
    #[error("this key has no value: the comma before it ended the last one")]
    AfterComma,
    /// `a=1,2` as JSON.
    #[error("this key has no value: the comma before it ended the last one")]
    AfterJsonComma,
    /// `a=1,,b=2`.
    #[error("there is no `key=value` before this comma")]
    NoKey,
    /// `a={1}b`.
    #[error("something follows a value that is complete")]
    AfterValue,
    /// `a=1 2` as JSON.
    #[error("something follows a JSON value that is complete")]
    AfterJson,
    /// `a={{b}}`.
    #[error("the first `}}` ends a list: a value that begins with a brace is one")]
    TemplateText,
    /// `a=[1]]` as JSON.
    #[error("this closes nothing: the JSON value is complete before it")]
    StrayBracket,
    /// `a.=1`.
    #[error("nothing is set below this key")]
    EmptyMap,
    /// `a..b=1`.
    #[error("nothing is set below this key: the key between the two dots is empty")]
    DoubledDot,
    /// `a.[0]=1`; with what to write.
    #[error("nothing is set below this key: there is a dot before the index")]
    DotBeforeIndex(String),
    /// `a[?]=1`.
    #[error("this index is not a whole number")]
    NotAnIndex,
    /// `a[]=1`.
    #[error("these brackets hold no index")]
    NoIndex,
    /// `a[ 0 ]=1`.
    #[error("there are spaces around this index")]
    BlankInIndex,
    /// `a[b]=1`.
    #[error("this index is a key: brackets hold the number of a list's item")]
    KeyAsIndex,
    /// `a[?]=1` where no escape is known.
    #[error("this index is not a whole number")]
    NotAnIndexLiterally,
    /// `[1,2]` as JSON.
    #[error("values are a map with keys, so a list cannot be the whole")]
    NoMap,
    /// `a[-1]=1`.
    #[error("this index is negative")]
    NegativeIndex,
    /// `a[65537]=1`.
    #[error("this index is above {MAX_INDEX}")]
    IndexTooLarge,
    /// `a[0]b=1`.
    #[error("only `=`, `.` or `[` may follow an index")]
    AfterIndex,
    /// `a={1,2`.
    #[error("this list is not closed")]
    OpenList,
    /// More dots than Helm takes.
    #[error("this path has more than {MAX_DOTS} dots")]
    TooManyDots,
    /// More steps than this tool takes.
    #[error("this path has more than {MAX_STEPS} steps")]
    TooManySteps,
    /// Larger lists than this tool makes.
    #[error("the indexes of this argument make lists of more than {MAX_GAPS} items")]
    TooManyGaps,
    /// The JSON value cannot be read.
    #[error("this is not valid JSON: {0}")]
    Json(&'static str),
    /// JSON nested deeper than this tool reads.
    #[error("this JSON is nested more than {MAX_JSON_DEPTH} levels deep")]
    JsonTooDeep,
    /// `a.b=1` where `a` is a scalar or null.
    #[error("this key holds {0}, so no key below it can be set")]
    NotAMap(&'static str),
    /// `a[0]=1` where `a` is no list.
    #[error("this key holds {0}, so no item of it can be set")]
    NotAList(&'static str),
    /// A file of `--set-file` cannot be read.
    #[error("the file named here cannot be read: {0}")]
    File(String),
    /// `a=~/b` of `--set-file`.
    #[error("the file named here cannot be read: {0}")]
    HomeFile(String),
}

impl SetProblem {
    fn help(&self) -> String {
        match self {
            Self::NoValue => "write `key=value`",
            Self::AfterComma => {
                "a comma inside a value is written `\\,`, and a list `key={one,two}`"
            }
            Self::AfterJsonComma => {
                "write a list as `key=[1, 2]`, and a text with commas as `key=\"one, two\"`"
            }
            Self::AfterJson => "write a comma before the next `key=value`",
            Self::NoKey => "remove the comma; inside a value it is written `\\,`",
            Self::AfterValue => {
                "write a comma before the next `key=value`; a brace inside a text is written `\\{` or `\\}`"
            }
            Self::NoFile => "write `key=FILE`",
            Self::AnotherFlag => "write `key=value` after the flag before it, which has lost its own",
            Self::Yaml => "write `key=value`, with dots between keys: `a.b=c`",
            Self::JsonValue => {
                "give JSON with `--set-json`; here a list is written `key={one,two}`, and a mapping key by key: `a.b=1`"
            }
            Self::EscapedEquals => "write `=` without a backslash before it",
            Self::TemplateText => {
                "Helm does not evaluate templates in values; a brace inside a text is written `\\{` or `\\}`"
            }
            Self::StrayBracket => "remove it",
            Self::DoubledDot => "remove one of the two dots",
            Self::DotBeforeIndex(instead) => return format!("drop the dot: `{instead}`"),
            Self::EmptyMap => "write a key between the dot and the `=`, or remove the dot",
            Self::NotAnIndex => "write an index as `[0]`; a bracket inside a key is written `\\[`",
            Self::NoIndex => {
                "write the number of the item, from `[0]` on; nothing appends to a list: give it as a whole, `key={one,two}`"
            }
            Self::BlankInIndex => "write it without blanks: `[0]`",
            Self::KeyAsIndex => "write a key after a dot: `map.key`, not `map[key]`",
            Self::NotAnIndexLiterally => {
                "write an index as `[0]`; a key with a bracket needs `--set-string`, and `\\[` there"
            }
            Self::NoMap => "write `key=[…]`, or all values as one object: `{\"key\": […]}`",
            Self::NegativeIndex => "write an index as `[0]`: Helm counts from the list's start only",
            Self::IndexTooLarge | Self::TooManyGaps => {
                "write long lists in a values file and give it with `-f`"
            }
            Self::AfterIndex => "write `list[0]=value` or `list[0].key=value`",
            Self::OpenList => "close the list with `}`, or write `\\{` for a plain brace",
            Self::TooManyDots | Self::TooManySteps | Self::JsonTooDeep => {
                "write it in a values file and give it with `-f`"
            }
            Self::Json(_) => {
                "write JSON after the `=`, strings in double quotes; in a shell, put single quotes around the argument"
            }
            Self::NotAMap(_) | Self::NotAList(_) => {
                "set the whole value with `--set-json`, or change it where it is written"
            }
            Self::HomeFile(_) => {
                "write the whole path, or `$HOME`: shells fill in no `~` after an `=`"
            }
            Self::File(_) => "name a readable file; paths count from the working directory",
        }
        .to_owned()
    }
}
