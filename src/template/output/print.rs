//! Documents as `helm template` prints them.

use super::show_only::{NotShown, show_only};
use super::space::trim_end;
use super::{Arranged, Document, HookEvent, RenderedFile};
use std::borrow::Cow;

/// What is printed.
#[derive(Debug, Clone, Copy, Default)]
pub struct PrintOptions<'o> {
    /// `--include-crds`: the files of `crds/`, printed first and as they are; their names begin with `crds/`.
    pub crds: &'o [RenderedFile],
    /// `--skip-tests`
    pub skip_tests: bool,
    /// `--no-hooks`
    pub no_hooks: bool,
    /// `--show-only`: patterns of names without the chart's; all is printed if there are none.
    pub show_only: &'o [String],
}

impl Arranged<'_> {
    /// What `helm template` prints.
    ///
    /// # Errors
    /// When nothing that would be printed fits a pattern of `show_only`.
    pub fn print(&self, options: &PrintOptions<'_>) -> Result<Vec<u8>, NotShown> {
        self.print_as(options, |document| Cow::Borrowed(self.text(document)))
    }

    /// The same with other texts of the documents.
    ///
    /// # Errors
    /// As in [`Arranged::print`].
    pub fn print_as<'t>(
        &self,
        options: &PrintOptions<'_>,
        text: impl Fn(&Document) -> Cow<'t, [u8]>,
    ) -> Result<Vec<u8>, NotShown> {
        let mut printed = Vec::new();
        for crd in options.crds {
            write(&mut printed, &crd.name, &crd.text);
        }
        for document in &self.manifests {
            write(&mut printed, self.name(document), &text(document));
        }
        printed.truncate(trim_end(&printed).len());
        printed.push(b'\n');
        for hook in self.printed_hooks(options) {
            write(&mut printed, self.name(hook), trim_end(&text(hook)));
        }
        if options.show_only.is_empty() {
            return Ok(printed);
        }
        show_only(&printed, options.show_only)
    }

    /// The documents that are printed, in order, but for the choice of `show_only`.
    pub fn printed(&self, options: &PrintOptions<'_>) -> impl Iterator<Item = &Document> + use<'_> {
        self.manifests.iter().chain(self.printed_hooks(options))
    }

    fn printed_hooks(
        &self,
        options: &PrintOptions<'_>,
    ) -> impl Iterator<Item = &Document> + use<'_> {
        let (no_hooks, skip_tests) = (options.no_hooks, options.skip_tests);
        let is_left_out =
            move |hook: &Document| no_hooks || skip_tests && hook.hooks.contains(&HookEvent::Test);
        self.hooks.iter().filter(move |hook| !is_left_out(hook))
    }

    fn name(&self, document: &Document) -> &str {
        self.file(document).map_or("", |file| &file.name)
    }
}

fn write(printed: &mut Vec<u8>, name: &str, text: &[u8]) {
    printed.extend_from_slice(b"---\n# Source: ");
    printed.extend_from_slice(name.as_bytes());
    printed.push(b'\n');
    printed.extend_from_slice(text);
    printed.push(b'\n');
}
