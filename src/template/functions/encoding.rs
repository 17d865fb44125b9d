//! Encodings and digests: `b64enc`, `sha256sum` and their like.

use super::Parameter::Text;
use super::ResultOrigin::{Arguments, Call};
use super::{Answer, Args, Context, Function, Since};
use crate::go::{decode_base32, decode_base64, encode_base32};
use crate::template::value::Value;
use base64::Engine;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("adler32sum", &[Text], Call, adler32sum),
    Function::new("b32dec", &[Text], Arguments, b32dec),
    Function::new("b32enc", &[Text], Arguments, b32enc),
    Function::new("b64dec", &[Text], Arguments, b64dec),
    Function::new("b64enc", &[Text], Arguments, b64enc),
    Function::new("sha1sum", &[Text], Call, digest::<Sha1>),
    Function::new("sha256sum", &[Text], Call, digest::<Sha256>),
    Function::new("sha512sum", &[Text], Call, digest::<Sha512>).since(Since::Helm4),
];

fn b64enc(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let engine = base64::engine::general_purpose::STANDARD;
    Ok(Value::string(engine.encode(args.text(0).bytes())))
}

fn b64dec(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(decoded("base64", decode_base64(args.text(0).bytes())))
}

fn b32enc(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::string(encode_base32(args.text(0).bytes())))
}

fn b32dec(_: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(decoded("base32", decode_base32(args.text(0).bytes())))
}

/// What was decoded; Sprig gives the error as the text.
fn decoded(encoding: &str, decoded: Result<Vec<u8>, usize>) -> Value {
    match decoded {
        Ok(bytes) => Value::string(bytes),
        Err(at) => Value::string(format!("illegal {encoding} data at input byte {at}")),
    }
}

fn digest<D: Digest>(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let digest = D::digest(args.text(0).bytes());
    let hexadecimal: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Value::string(hexadecimal))
}

fn adler32sum(_: &mut Context<'_>, args: &mut Args) -> Answer {
    const MODULUS: u32 = 65_521;
    let text = args.text(0);
    let (low, high) = text.bytes().iter().fold((1, 0), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % MODULUS;
        (low, (high + low) % MODULUS)
    });
    Ok(Value::string((high << 16 | low).to_string()))
}
