//! Reading files, standard input and arguments.

use super::chart::ChartRules;
use super::error::Error;
use super::fields;
use super::helm_version::HelmVersion;
use super::layer::{Layer, LayerKind};
use super::refused::Refused;
use super::strvals::{self, Argument, Flag};
use crate::source::{FileKind, FileSystem, MAX_FILE_SIZE, Name, Source, Sources, decode, nature};
use crate::yaml;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Reads standard input to its end.
pub type ReadStdin<'a> = dyn Fn() -> io::Result<Vec<u8>> + Sync + 'a;

/// Reads what values are made of. Whatever it reads becomes a source.
pub struct Loader<'a> {
    pub(super) files: &'a dyn FileSystem,
    sources: &'a Sources,
    stdin: Option<&'a ReadStdin<'a>>,
    read_stdin: OnceLock<Arc<Source>>,
    /// Whether a chart is taken as it will be packed, not as it is in a checkout.
    pub(super) as_packed: bool,
    /// Whether of a file of values the first document counts alone, as to Helm 3.
    reads_first_alone: bool,
    /// What is left out of the chart that is being loaded.
    pub(super) rules: Option<Arc<ChartRules>>,
}

impl<'a> Loader<'a> {
    /// A loader without standard input.
    pub fn new(files: &'a dyn FileSystem, sources: &'a Sources) -> Self {
        Self {
            files,
            sources,
            stdin: None,
            read_stdin: OnceLock::new(),
            as_packed: false,
            reads_first_alone: false,
            rules: None,
        }
    }

    /// The same with standard input, which is read at most once, when `-` is first asked for.
    #[must_use]
    pub fn with_stdin(mut self, stdin: &'a ReadStdin<'a>) -> Self {
        self.stdin = Some(stdin);
        self
    }

    /// The same, which takes a chart as it will be packed: with a version that is filled in before that, as `0.0.0`, and with the
    /// dependencies that come from folders. Helm refuses it until then.
    #[must_use]
    pub fn taking_charts_as_packed(mut self) -> Self {
        self.as_packed = true;
        self
    }

    /// The same, which reads files of values as a Helm does.
    #[must_use]
    pub fn as_helm(mut self, version: HelmVersion) -> Self {
        self.reads_first_alone = version == HelmVersion::V3;
        self
    }

    /// A loader for the same sources, but other files.
    pub(super) fn reading<'b>(&'b self, files: &'b dyn FileSystem) -> Loader<'b> {
        Loader {
            as_packed: self.as_packed,
            reads_first_alone: self.reads_first_alone,
            ..Loader::new(files, self.sources)
        }
    }

    /// The same for a chart's own folder.
    pub(super) fn under(mut self, rules: Arc<ChartRules>) -> Self {
        self.rules = Some(rules);
        self
    }

    /// Reads a file given with `-f`, or standard input as `-`.
    ///
    /// # Errors
    /// When it cannot be read, or not as values.
    pub fn overlay(&self, path: &Path) -> Result<Layer, Error> {
        self.layer(self.text_or_stdin(path)?, LayerKind::File)
    }

    /// Reads a source as values.
    ///
    /// # Errors
    /// When Helm cannot read it as values.
    pub fn layer(&self, source: Arc<Source>, kind: LayerKind) -> Result<Layer, Error> {
        let document = match self.reads_first_alone {
            true => yaml::read_first_values(&source)?,
            false => yaml::read_values(&source)?,
        };
        Ok(Layer::of_document(source, kind, document))
    }

    /// Parses one use of a flag; `count` is its number among the uses of that flag, from 1.
    ///
    /// # Errors
    /// When Helm refuses the argument, or a file that it names cannot be read.
    pub fn argument(&self, flag: Flag, count: u32, text: &str) -> Result<Argument, Error> {
        let name = Name::Argument {
            flag: flag.as_str(),
            count,
        };
        let source = self.sources.add(name, text.to_owned());
        Ok(strvals::parse(flag, &source, &|path| {
            self.content(Path::new(path))
        })?)
    }

    /// The source of a file, or of standard input as `-`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn text_or_stdin(&self, path: &Path) -> Result<Arc<Source>, Error> {
        if is_stdin(path) {
            return self.stdin();
        }
        self.text(path)
    }

    /// The source of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn text(&self, path: &Path) -> Result<Arc<Source>, Error> {
        let bytes = self.bytes(path)?;
        if let Some(nature) = nature::of(&bytes) {
            return Err(Error::Nature {
                path: path.to_owned(),
                nature,
            });
        }
        let name = Name::File(path.to_owned());
        Ok(self.sources.add_decoded(name, decode(bytes)))
    }

    /// The source of a chart's own file, which Helm reads only if it is a regular file.
    pub(super) fn text_of_chart(&self, path: &Path) -> Result<Arc<Source>, Error> {
        if self.files.kind(path) == Some(FileKind::Irregular) {
            return Err(Refused::Irregular.at(path));
        }
        self.text(path)
    }

    /// Whether a file holds what `Chart.yaml` must hold, whatever its name is.
    pub fn is_metadata(&self, path: &Path) -> bool {
        let is_file = self.files.kind(path) == Some(FileKind::File);
        let source = is_file.then(|| self.text(path)).and_then(Result::ok);
        let root = source.and_then(|source| yaml::read_first(&source).ok());
        root.is_some_and(|root| {
            let has = |key| {
                fields::field(&root, key)
                    .and_then(yaml::scalar_text)
                    .is_some()
            };
            has("name") && has("version") && !has("kind")
        })
    }

    pub(super) fn add(&self, path: &Path, text: String) -> Arc<Source> {
        self.sources.add(Name::File(path.to_owned()), text)
    }

    pub(super) fn list(&self, directory: &Path) -> Result<Vec<PathBuf>, Error> {
        let list = self.files.list(directory);
        list.map_err(|source| unreadable(directory, source))
    }

    fn stdin(&self) -> Result<Arc<Source>, Error> {
        if let Some(source) = self.read_stdin.get() {
            return Ok(Arc::clone(source));
        }
        let path = Path::new("-");
        let read = self.stdin.ok_or_else(|| Error::Missing {
            path: path.to_owned(),
        })?;
        let bytes = read().map_err(|source| unreadable(path, source))?;
        check_size(path, bytes.len() as u64)?;
        if let Some(nature) = nature::of(&bytes) {
            return Err(Error::Nature {
                path: path.to_owned(),
                nature,
            });
        }
        let source = self.sources.add_decoded(Name::Stdin, decode(bytes));
        Ok(Arc::clone(self.read_stdin.get_or_init(|| source)))
    }

    pub(super) fn bytes(&self, path: &Path) -> Result<Vec<u8>, Error> {
        match self.files.kind(path) {
            Some(FileKind::File) => {
                let size = self.files.size(path);
                check_size(path, size.map_err(|source| unreadable(path, source))?)?;
            }
            Some(FileKind::Irregular) => {}
            Some(FileKind::Directory) => {
                return Err(Error::Directory {
                    path: path.to_owned(),
                });
            }
            None if is_url(path) => {
                return Err(Error::Url {
                    path: path.to_owned(),
                });
            }
            None if self.files.is_link(path) => {
                return Err(Error::Link {
                    path: path.to_owned(),
                });
            }
            None => {
                return Err(Error::Missing {
                    path: path.to_owned(),
                });
            }
        }
        let bytes = self.files.read(path);
        bytes.map_err(|source| unreadable(path, source))
    }

    /// What `--set-file` sets: the file as it is; bytes that are no UTF-8 become U+FFFD.
    fn content(&self, path: &Path) -> Result<Arc<str>, String> {
        let text = if is_stdin(path) {
            self.stdin().map(|source| source.text().into())
        } else {
            let bytes = self.bytes(path);
            bytes.map(|bytes| String::from_utf8_lossy(&bytes).into())
        };
        text.map_err(|error| match error {
            Error::Unreadable { source, .. } | Error::Silent { source, .. } => source.to_string(),
            Error::Directory { .. } => "it is a directory".to_owned(),
            Error::Url { .. } => "it is a URL, and helm-obo opens no connection".to_owned(),
            Error::TooLarge { .. } => "it is too large".to_owned(),
            Error::Link { .. } => "it is a link that leads nowhere".to_owned(),
            _ => "there is no such file".to_owned(),
        })
    }
}

/// Helm trims the name before it compares.
fn is_stdin(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.trim() == "-")
}

fn is_url(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.contains("://"))
}

fn check_size(path: &Path, size: u64) -> Result<(), Error> {
    if size > MAX_FILE_SIZE {
        return Err(Error::TooLarge {
            path: path.to_owned(),
        });
    }
    Ok(())
}

fn unreadable(path: &Path, source: io::Error) -> Error {
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::FileTooLarge => Error::TooLarge { path },
        ErrorKind::TimedOut => Error::Silent { path, source },
        _ => Error::Unreadable { path, source },
    }
}
