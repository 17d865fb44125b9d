//! `%41` and `A`: which bytes are escaped where.

/// A place in a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::template::functions) enum Place {
    /// The path.
    Path,
    /// A user's name or password.
    User,
    /// The host.
    Host,
    /// The zone of an IPv6 address.
    Zone,
    /// A key or value of the query.
    Query,
    /// The fragment.
    Fragment,
}

/// A byte or an escape that a place does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadEscape {
    /// An escape.
    Escape(Vec<u8>),
    /// A character of a host.
    Host(u8),
}

impl Place {
    /// Whether a byte is written as an escape here.
    fn escapes(self, byte: u8) -> bool {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            return false;
        }
        match self {
            Self::Host | Self::Zone => !b"!$&'()*+,;=:[]<>\"".contains(&byte),
            Self::Path => !b"$&+,/:;=@".contains(&byte),
            Self::User => !b"$&+,;=".contains(&byte),
            Self::Query => true,
            Self::Fragment => !b"$&+,/:;=?@!()*".contains(&byte),
        }
    }
}

/// A text as it is written in a place.
pub(in crate::template::functions) fn escape(text: &[u8], place: Place) -> Vec<u8> {
    let mut out = Vec::new();
    for byte in text {
        match *byte {
            b' ' if place == Place::Query => out.push(b'+'),
            byte if place.escapes(byte) => {
                out.extend_from_slice(format!("%{byte:02X}").as_bytes());
            }
            byte => out.push(byte),
        }
    }
    out
}

/// The text that is written in a place.
pub(super) fn unescape(text: &[u8], place: Place) -> Result<Vec<u8>, BadEscape> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        if *first != b'%' {
            let is_host = matches!(place, Place::Host | Place::Zone);
            if is_host && first.is_ascii() && place.escapes(*first) {
                return Err(BadEscape::Host(*first));
            }
            out.push(*first);
            rest = after;
            continue;
        }
        let escape = rest.get(..3).unwrap_or(rest);
        let byte = hexadecimal(escape).filter(|byte| place.takes_escape(*byte));
        let Some(byte) = byte else {
            return Err(BadEscape::Escape(escape.to_vec()));
        };
        out.push(byte);
        rest = rest.get(3..).unwrap_or_default();
    }
    Ok(out)
}

impl Place {
    /// Whether an escape of a byte may stand here: in hosts only those of no ASCII, and of `%` itself.
    fn takes_escape(self, byte: u8) -> bool {
        match self {
            Self::Host => !byte.is_ascii() || byte == b'%',
            Self::Zone => byte == b'%' || byte == b' ' || !Self::Host.escapes(byte),
            _ => true,
        }
    }
}

fn hexadecimal(escape: &[u8]) -> Option<u8> {
    let [b'%', high, low] = escape else {
        return None;
    };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
}
