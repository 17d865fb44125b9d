//! Whether a text is JSON, and what Go says where it is not.

use crate::go::quote;

/// How deep JSON is read.
const MAX_DEPTH: usize = 1000;

type Scanned = Result<(), String>;

/// Says what is wrong with a text that is no JSON, as Go does.
pub(super) fn check(text: &[u8]) -> Scanned {
    let mut scanner = Scanner {
        text,
        at: 0,
        depth: 0,
    };
    scanner.value("looking for beginning of value")?;
    scanner.blanks();
    match scanner.peek() {
        Some(byte) => Err(invalid(byte, "after top-level value")),
        None => Ok(()),
    }
}

struct Scanner<'t> {
    text: &'t [u8],
    at: usize,
    depth: usize,
}

fn invalid(byte: u8, context: &str) -> String {
    let character = match byte {
        b'\'' => r"'\''".to_owned(),
        b'"' => "'\"'".to_owned(),
        _ => {
            let quoted = quote(char::from(byte).to_string().as_bytes());
            format!("'{}'", quoted.trim_matches('"'))
        }
    };
    format!("invalid character {character} {context}")
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn take(&mut self) -> Result<u8, String> {
        let byte = self.peek().ok_or("unexpected end of JSON input")?;
        self.at += 1;
        Ok(byte)
    }

    /// The next byte within a number, a literal or an escape. Go ends a text with a blank there, and complains of that.
    fn take_or_blank(&mut self) -> u8 {
        let byte = self.peek().unwrap_or(b' ');
        self.at += 1;
        byte
    }

    fn take_after_blanks(&mut self) -> Result<u8, String> {
        self.blanks();
        self.take()
    }

    fn value(&mut self, context: &str) -> Scanned {
        match self.take_after_blanks()? {
            b'{' => self.nested(Self::object),
            b'[' => self.nested(Self::array),
            b'"' => self.string(),
            b'-' => {
                let digit = self.take_or_blank();
                self.number(digit, "in numeric literal")
            }
            digit @ b'0'..=b'9' => self.number(digit, context),
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'n' => self.literal("null"),
            byte => Err(invalid(byte, context)),
        }
    }

    fn nested(&mut self, scan: fn(&mut Self) -> Scanned) -> Scanned {
        if self.depth == MAX_DEPTH {
            return Err("exceeded max depth".to_owned());
        }
        self.depth += 1;
        scan(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn object(&mut self) -> Scanned {
        const KEY: &str = "looking for beginning of object key string";
        match self.take_after_blanks()? {
            b'}' => return Ok(()),
            b'"' => self.string()?,
            byte => return Err(invalid(byte, KEY)),
        }
        loop {
            match self.take_after_blanks()? {
                b':' => self.value("looking for beginning of value")?,
                byte => return Err(invalid(byte, "after object key")),
            }
            match self.take_after_blanks()? {
                b'}' => return Ok(()),
                b',' => {}
                byte => return Err(invalid(byte, "after object key:value pair")),
            }
            match self.take_after_blanks()? {
                b'"' => self.string()?,
                byte => return Err(invalid(byte, KEY)),
            }
        }
    }

    fn array(&mut self) -> Scanned {
        self.blanks();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.value("looking for beginning of value")?;
            match self.take_after_blanks()? {
                b']' => return Ok(()),
                b',' => {}
                byte => return Err(invalid(byte, "after array element")),
            }
        }
    }

    fn string(&mut self) -> Scanned {
        loop {
            match self.take()? {
                b'"' => return Ok(()),
                b'\\' => match self.take_or_blank() {
                    b'b' | b'f' | b'n' | b'r' | b't' | b'\\' | b'/' | b'"' => {}
                    b'u' => {
                        for _ in 0..4 {
                            let byte = self.take_or_blank();
                            if !byte.is_ascii_hexdigit() {
                                let context = "in \\u hexadecimal character escape";
                                return Err(invalid(byte, context));
                            }
                        }
                    }
                    byte => return Err(invalid(byte, "in string escape code")),
                },
                byte @ ..0x20 => return Err(invalid(byte, "in string literal")),
                _ => {}
            }
        }
    }

    /// A number after its sign, from its first digit.
    fn number(&mut self, first: u8, context: &str) -> Scanned {
        match first {
            b'0' => {}
            b'1'..=b'9' => self.digits(),
            byte => return Err(invalid(byte, context)),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits("after decimal point in numeric literal")?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits("in exponent of numeric literal")?;
        }
        Ok(())
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn some_digits(&mut self, context: &str) -> Scanned {
        match self.take_or_blank() {
            b'0'..=b'9' => self.digits(),
            byte => return Err(invalid(byte, context)),
        }
        Ok(())
    }

    /// A literal after its first letter.
    fn literal(&mut self, literal: &str) -> Scanned {
        for expected in literal.bytes().skip(1) {
            let byte = self.take_or_blank();
            if byte != expected {
                let expected = char::from(expected);
                let context = format!("in literal {literal} (expecting '{expected}')");
                return Err(invalid(byte, &context));
            }
        }
        Ok(())
    }
}
