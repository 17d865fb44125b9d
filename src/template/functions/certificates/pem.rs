//! PEM: blocks of base64 with a label.

use crate::go;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What a stand-in says, over and over.
const STAND_IN: &[u8] = b"a stand-in for what is made anew each time; ";

/// A block of a label, as long as Go's commonly is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pem {
    label: &'static str,
    len: usize,
}

impl Pem {
    pub(super) const CERTIFICATE: Self = Self::new("CERTIFICATE", 775);
    pub(super) const RSA_2048: Self = Self::new("RSA PRIVATE KEY", 1192);
    pub(super) const RSA_4096: Self = Self::new("RSA PRIVATE KEY", 2348);
    pub(super) const DSA: Self = Self::new("DSA PRIVATE KEY", 860);
    pub(super) const ECDSA: Self = Self::new("EC PRIVATE KEY", 121);
    pub(super) const ED25519: Self = Self::new("PRIVATE KEY", 48);

    const fn new(label: &'static str, len: usize) -> Self {
        Self { label, len }
    }

    /// The block, in lines of 64 characters.
    pub(super) fn write(self) -> String {
        let bytes: Vec<u8> = STAND_IN.iter().copied().cycle().take(self.len).collect();
        let mut written = format!("-----BEGIN {}-----\n", self.label);
        for (index, character) in STANDARD.encode(bytes).chars().enumerate() {
            if index > 0 && index % 64 == 0 {
                written.push('\n');
            }
            written.push(character);
        }
        written.push_str(&format!("\n-----END {}-----\n", self.label));
        written
    }
}

/// The label of the first block.
pub(super) fn find(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let (_, after) = rest.split_once("-----BEGIN ")?;
        let (label, body) = after.split_once("-----")?;
        let end = format!("-----END {label}-----");
        if let Some((body, _)) = body.split_once(end.as_str()) {
            // Headers are lines with a colon, before an empty one.
            let body = body.rsplit_once("\n\n").map_or(body, |(_, body)| body);
            let body: String = body.split_whitespace().collect();
            if go::decode_base64(body.as_bytes()).is_ok() {
                return Some(label);
            }
        }
        rest = after;
    }
}

/// Whether a text is a private key, as far as its label tells.
pub(super) fn check_private_key(text: &str) -> Result<(), String> {
    let label = find(text).ok_or("no PEM data in input")?;
    match label.strip_suffix("PRIVATE KEY") {
        Some("" | "RSA " | "EC " | "DSA ") => Ok(()),
        Some(kind) if kind.ends_with(' ') => Err(format!("invalid private key type {label}")),
        _ => Err(format!("no private key data in PEM block of type {label}")),
    }
}
