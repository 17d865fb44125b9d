//! A position in a text of TOML, and how a fault is told at it.

/// What is wrong, and in which line, from 1.
#[derive(Debug)]
pub(super) struct Complaint {
    pub(super) line: usize,
    pub(super) words: String,
}

/// What was read. Without a complaint the text is not followed any further.
pub(super) type Read<T> = Result<T, Option<Complaint>>;

pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// Where the token starts that is being read.
    start: usize,
    /// Whether the end was taken as a character.
    is_past_end: bool,
    /// The line here, from 1.
    line: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            start: 0,
            is_past_end: false,
            line: 1,
        }
    }

    /// Takes the next character; `None` at the end.
    pub(super) fn next(&mut self) -> Read<Option<char>> {
        let mut rest = self.rest().chars();
        let Some(char) = rest.next() else {
            self.is_past_end = true;
            return Ok(None);
        };
        let is_control = match char {
            '\t' | '\n' => false,
            '\r' => !rest.as_str().starts_with('\n'),
            char => char.is_ascii_control(),
        };
        if char == '\n' {
            self.line += 1;
        }
        if is_control {
            let code = u32::from(char);
            return self.fail_here(format!(
                "TOML files cannot contain control characters: '0x{code:02x}'"
            ));
        }
        self.at += char.len_utf8();
        Ok(Some(char))
    }

    /// Puts the character back that was taken last, or one more.
    pub(super) fn back(&mut self) {
        if std::mem::take(&mut self.is_past_end) {
            return;
        }
        if let Some(char) = self.text[..self.at].chars().next_back() {
            self.at -= char.len_utf8();
            if char == '\n' {
                self.line -= 1;
            }
        }
    }

    pub(super) fn peek(&mut self) -> Read<Option<char>> {
        let next = self.next()?;
        self.back();
        Ok(next)
    }

    /// Takes a character, if it is the next one.
    pub(super) fn accept(&mut self, wanted: char) -> Read<bool> {
        let is_next = self.next()? == Some(wanted);
        if !is_next {
            self.back();
        }
        Ok(is_next)
    }

    pub(super) fn blanks(&mut self) -> Read<()> {
        while matches!(self.next()?, Some(' ' | '\t')) {}
        self.back();
        Ok(())
    }

    /// A comment after its `#`, up to its line's end.
    pub(super) fn comment(&mut self) -> Read<()> {
        while !matches!(self.next()?, None | Some('\r' | '\n')) {}
        self.back();
        Ok(())
    }

    /// Begins a token here.
    pub(super) fn start(&mut self) {
        self.start = self.at;
    }

    /// The token so far.
    pub(super) fn current(&self) -> &'t str {
        self.text.get(self.start..self.at).unwrap_or_default()
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// A fault that a character shows; at the end it is one of the last line.
    pub(super) fn fail<T>(&self, seen: Option<char>, words: impl Into<String>) -> Read<T> {
        match seen.is_none() && self.text.ends_with('\n') {
            true => self.fail_before_newline(words),
            false => self.fail_here(words),
        }
    }

    pub(super) fn fail_here<T>(&self, words: impl Into<String>) -> Read<T> {
        Err(Some(Complaint {
            line: self.line,
            words: words.into(),
        }))
    }

    /// A fault in the line before.
    pub(super) fn fail_before_newline<T>(&self, words: impl Into<String>) -> Read<T> {
        Err(Some(Complaint {
            line: self.line.saturating_sub(1),
            words: words.into(),
        }))
    }
}
