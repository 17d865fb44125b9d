//! Looking through long runs of bytes.

/// How many bytes are looked at in one go: as many as a vector register holds.
const AT_ONCE: usize = 16;

/// Where the first byte of interest is. `position` would say the same; but here whole pieces are tested without a
/// branch in between, of which the compiler makes vector instructions, if `of_interest` joins its conditions by `|`.
pub(super) fn find(bytes: &[u8], of_interest: impl Fn(u8) -> bool) -> Option<usize> {
    let (pieces, _) = bytes.as_chunks::<AT_ONCE>();
    let holds_some = |piece: &[u8; AT_ONCE]| {
        piece
            .iter()
            .fold(false, |any, &byte| any | of_interest(byte))
    };
    let skipped = pieces.iter().position(holds_some).unwrap_or(pieces.len()) * AT_ONCE;
    let rest = &bytes[skipped..];
    let found = rest.iter().position(|&byte| of_interest(byte))?;
    Some(skipped + found)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn finds_the_first_wherever_it_is() {
        for length in 0..50 {
            assert_eq!(find(&vec![b'a'; length], |byte| byte == b'\n'), None);
            for at in 0..length {
                let mut bytes = vec![b'a'; length];
                bytes[at..].fill(b'\n');
                assert_eq!(find(&bytes, |byte| byte == b'\n'), Some(at));
            }
        }
    }
}
