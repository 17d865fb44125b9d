//! Strings that are encrypted as a whole: by SOPS, hiera-eyaml, Ansible Vault, PGP, age.

/// Whether a string is encrypted as a whole. One that is cut off cannot be decrypted.
pub fn is_sealed(text: &str) -> bool {
    let text = text.trim();
    is_enc(text)
        || text.starts_with(ANSIBLE)
        || ARMORS.iter().any(|kind| {
            text.starts_with(&begin(kind)) && text.ends_with(&format!("-----END {kind}-----"))
        })
}

/// Whether a string begins as a sealed one does, and ends before it is complete.
pub fn is_torn_seal(text: &str) -> bool {
    let text = text.trim();
    let begins =
        text.starts_with("ENC[") || ARMORS.iter().any(|kind| text.starts_with(&begin(kind)));
    begins && !is_sealed(text)
}

/// A string with `<sealed>` for what is sealed in it, so that nobody takes it for what it will be.
pub fn unsealed(text: &str) -> String {
    if is_sealed(text) {
        return SEALED.to_owned();
    }
    let mut shown = String::new();
    let mut rest = text;
    while let Some((start, length)) = next(rest) {
        shown.push_str(&rest[..start]);
        shown.push_str(SEALED);
        rest = &rest[start + length..];
    }
    shown + rest
}

/// What is shown instead of what is sealed.
pub const SEALED: &str = "<sealed>";

const ANSIBLE: &str = "$ANSIBLE_VAULT;";

const ARMORS: [&str; 2] = ["PGP MESSAGE", "AGE ENCRYPTED FILE"];

fn begin(kind: &str) -> String {
    format!("-----BEGIN {kind}-----")
}

/// `ENC[AES256_GCM,data:…,type:bool]` of SOPS, `ENC[PKCS7,…]` of hiera-eyaml.
fn is_enc(text: &str) -> bool {
    let inner = text
        .strip_prefix("ENC[")
        .and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['[', ']']))
}

/// Where the next sealed part starts, and how long it is.
fn next(text: &str) -> Option<(usize, usize)> {
    let enc = text.match_indices("ENC[").find_map(|(start, _)| {
        let length = text[start..].find(']')? + 1;
        is_enc(&text[start..start + length]).then_some((start, length))
    });
    let ansible = text.find(ANSIBLE).map(|start| {
        let header = text[start..].find('\n').unwrap_or(text.len() - start);
        let body = &text[start + header..];
        let end = body.find(|c: char| !c.is_ascii_hexdigit() && !c.is_whitespace());
        (start, header + end.unwrap_or(body.len()))
    });
    [enc, ansible].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::{is_torn_seal, unsealed};

    #[test]
    fn what_is_sealed_is_not_shown_as_if_it_were_read() {
        for (text, shown) in [
            ("a", "a"),
            ("http://a:ENC[X,data:b]/mcp", "http://a:<sealed>/mcp"),
            ("ENC[X,a]-ENC[X,b]", "<sealed>-<sealed>"),
            ("ENC[X", "ENC[X"),
            ("ENC[]/mcp", "ENC[]/mcp"),
            ("ENC[] ENC[X,a]", "ENC[] <sealed>"),
            ("$ANSIBLE_VAULT;1.1;AES256\n66\n", "<sealed>"),
            (
                "http://a:$ANSIBLE_VAULT;1.1;AES256\n66\n77\n/mcp",
                "http://a:<sealed>/mcp",
            ),
            ("${PORT}", "${PORT}"),
        ] {
            assert_eq!(unsealed(text), shown);
        }
    }

    #[test]
    fn a_torn_seal_is_none() {
        for text in [
            "ENC[AES256_GCM,data:x,iv:y",
            "ENC[]",
            "-----BEGIN AGE ENCRYPTED FILE-----\nx",
        ] {
            assert!(is_torn_seal(text), "{text}");
        }
        for text in ["ENC[X,y]", "ENCODED", "", "a ENC[X"] {
            assert!(!is_torn_seal(text), "{text}");
        }
    }
}
