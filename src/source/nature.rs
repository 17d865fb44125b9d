//! What a file is, by first bytes that no values file begins with.

/// First bytes, and what begins with them.
const MARKS: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "gzipped"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xfe\xed\xfa\xce", "a program"),
    (b"\xfe\xed\xfa\xcf", "a program"),
    (b"\xce\xfa\xed\xfe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"-----BEGIN PGP", "an OpenPGP message"),
    (b"-----BEGIN AGE", "an age-encrypted file"),
    (b"age-encryption.org/v1", "an age-encrypted file"),
    (b"\0GITCRYPT\0", "encrypted by git-crypt"),
    (b"Salted__", "encrypted by OpenSSL"),
    (b"$ANSIBLE_VAULT;", "encrypted by Ansible Vault"),
    (b"version https://git-lfs.github.com/spec/", POINTER),
];

/// What Git LFS leaves in place of a file until it is fetched.
pub const POINTER: &str = "a pointer of Git LFS";

/// Marks that text may begin with too: they count only with bytes that text does not have.
const AMBIGUOUS: &[&[u8]] = &[b"MZ", b"BZh"];

/// Where a tar archive says that it is one.
const TAR: usize = 257;

/// What a file is, as the end of a sentence that begins with "it is"; `None` for what may be text.
pub fn of(bytes: &[u8]) -> Option<&'static str> {
    if bytes
        .get(TAR..)
        .is_some_and(|rest| rest.starts_with(b"ustar"))
    {
        return Some("a tar archive");
    }
    let mark = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
    mark.filter(|(mark, _)| !AMBIGUOUS.contains(mark) || bytes.contains(&0))
        .map(|(_, nature)| *nature)
}

/// Whether it is gzipped, as packed charts are.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn natures_are_known_by_the_first_bytes() {
        for (bytes, nature) in [
            (&b"\x1f\x8b\x08"[..], Some("gzipped")),
            (b"PK\x03\x04", Some("a zip archive")),
            (b"MZ\x90\0\x03", Some("a program")),
            (b"MZ: a key", None),
            (b"BZh: a key", None),
            (b"a: 1", None),
            (b"", None),
            (b"\0GITCRYPT\0\x12", Some("encrypted by git-crypt")),
            (
                b"$ANSIBLE_VAULT;1.1;AES256\n66",
                Some("encrypted by Ansible Vault"),
            ),
            (b"version: 1", None),
            // UTF-16
            (b"\xff\xfea\0", None),
        ] {
            assert_eq!(of(bytes), nature, "{bytes:?}");
        }
        let mut tar = vec![0; 512];
        tar[257..262].copy_from_slice(b"ustar");
        assert_eq!(of(&tar), Some("a tar archive"));
    }
}
