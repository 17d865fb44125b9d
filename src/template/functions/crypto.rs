//! Passwords and ciphers.

use super::Parameter::{Named, Text as TextParameter};
use super::ResultOrigin::{Arguments, Kept};
use super::{Answer, Args, Context, Fault, Function, ResultOrigin};
use crate::go;
use crate::template::origin::{Origin, OriginKind, Unknown};
use crate::template::value::{Text, TextBuilder, Value};
use crate::template::version::HelmVersion;
use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

mod password;

const RANDOM: ResultOrigin = ResultOrigin::Unknown(Unknown::Random);

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("bcrypt", &[TextParameter], RANDOM, bcrypt),
    Function::new(
        "decryptAES",
        &[TextParameter, TextParameter],
        Arguments,
        decrypt,
    ),
    Function::new(
        "derivePassword",
        &[
            Named("uint32"),
            TextParameter,
            TextParameter,
            TextParameter,
            TextParameter,
        ],
        Arguments,
        derive_password,
    ),
    Function::new(
        "encryptAES",
        &[TextParameter, TextParameter],
        RANDOM,
        encrypt,
    ),
    Function::new("htpasswd", &[TextParameter, TextParameter], Kept, htpasswd),
];

const BLOCK: usize = 16;

/// How long a password bcrypt takes in Helm 4.
const LONGEST_PASSWORD: usize = 72;

/// A stand-in, since the salt is random.
fn hash(password: &Text, version: HelmVersion) -> &'static str {
    match version {
        HelmVersion::V4 if password.len() > LONGEST_PASSWORD => {
            "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"
        }
        _ => "$2a$10$StandInForWhatIsRandom.StandInForWhatIsRandom.StandIn",
    }
}

fn bcrypt(context: &mut Context<'_>, args: &mut Args) -> Answer {
    Ok(Value::string(hash(&args.text(0), context.version)))
}

fn htpasswd(context: &mut Context<'_>, args: &mut Args) -> Answer {
    let (user, password) = (args.text(0), args.text(1));
    let mut line = TextBuilder::default();
    if user.bytes().contains(&b':') {
        line.push(&Text::plain("invalid username: "));
        line.push(&user);
    } else {
        line.push(&user);
        line.push(&Text::plain(":"));
        let random = Origin::of(OriginKind::Unknown(Unknown::Random))
            .and(&Origin::of(OriginKind::Template(context.call)));
        let hash = hash(&password, context.version);
        line.push(&Text::whole(hash, random));
    }
    Ok(Value::text(line.finish()))
}

fn derive_password(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let counter = u32::try_from(args.int(0)).unwrap_or_default();
    let kind = args.text(1);
    let [password, user, site] = [2, 3, 4].map(|index| args.text(index));
    let derived = password::derive(
        counter,
        &kind.lossy(),
        password.bytes(),
        user.bytes(),
        site.bytes(),
    );
    Ok(Value::string(derived))
}

/// The first 32 bytes of a password, filled up with zeros.
fn key(password: &Text) -> [u8; 32] {
    let mut key = [0; 32];
    for (byte, given) in key.iter_mut().zip(password.bytes()) {
        *byte = *given;
    }
    key
}

/// With the same block at the beginning each time, where Go has a random one.
fn encrypt(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let plain = args.text(1);
    if plain.is_empty() {
        return Ok(Value::string(""));
    }
    let start = [0; BLOCK];
    let cipher = cbc::Encryptor::<Aes256>::new(&key(&args.text(0)).into(), &start.into());
    let encrypted = cipher.encrypt_padded_vec::<cbc::cipher::block_padding::Pkcs7>(plain.bytes());
    Ok(Value::string(
        STANDARD.encode([&start[..], &encrypted].concat()),
    ))
}

fn decrypt(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let written = args.text(1);
    if written.is_empty() {
        return Ok(Value::string(""));
    }
    let crypt = go::decode_base64(written.bytes());
    let crypt =
        crypt.map_err(|at| Fault::new(format!("illegal base64 data at input byte {at}")).of(1))?;
    let Some((start, blocks)) = crypt.split_first_chunk::<BLOCK>() else {
        let capacity = written.len() / 4 * 3;
        return Err(out_of_bounds(format_args!(
            "[:16] with capacity {capacity}"
        )));
    };
    let mut decrypted = Vec::with_capacity(blocks.len());
    let mut cipher = cbc::Decryptor::<Aes256>::new(&key(&args.text(0)).into(), start.into());
    let (blocks, rest) = blocks.as_chunks::<BLOCK>();
    if !rest.is_empty() {
        return Err(Fault::new("crypto/cipher: input not full blocks").of(1));
    }
    for block in blocks {
        let mut block = (*block).into();
        cipher.decrypt_block(&mut block);
        decrypted.extend(block);
    }
    let Some(padding) = decrypted.last().map(|last| usize::from(*last)) else {
        return Err(Fault::new("runtime error: index out of range [-1]").of(1));
    };
    let len = decrypted.len();
    match len
        .checked_sub(padding)
        .and_then(|end| decrypted.get(..end))
    {
        Some(plain) => Ok(Value::string(plain)),
        None => Err(out_of_bounds(format_args!("[:-{}]", padding - len))),
    }
}

fn out_of_bounds(bounds: std::fmt::Arguments<'_>) -> Fault {
    Fault::new(format!("runtime error: slice bounds out of range {bounds}")).of(1)
}
