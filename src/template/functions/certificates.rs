//! Keys and certificates: fixed stand-ins, in PEM, which hold nothing.

use super::Parameter::{Int, List as ListParameter, Named, Text as TextParameter};
use super::ResultOrigin::{Arguments, Kept};
use super::{Answer, Args, Context, Fault, Function, ResultOrigin};
use crate::go;
use crate::template::origin::{Origin, OriginKind, Unknown};
use crate::template::print::print_value;
use crate::template::value::{Data, Map, Object, Text, Value};
use std::net::IpAddr;
use std::rc::Rc;

mod pem;

use pem::{Pem, check_private_key};

const RANDOM: ResultOrigin = ResultOrigin::Unknown(Unknown::Random);
const CERTIFICATE: super::Parameter = Named("sprig.certificate");

/// The table.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "buildCustomCert",
        &[TextParameter, TextParameter],
        Arguments,
        build,
    ),
    Function::new("genCA", &[TextParameter, Int], Kept, authority),
    Function::new(
        "genCAWithKey",
        &[TextParameter, Int, TextParameter],
        Kept,
        authority,
    ),
    Function::new("genPrivateKey", &[TextParameter], RANDOM, private_key),
    Function::new(
        "genSelfSignedCert",
        &[TextParameter, ListParameter, ListParameter, Int],
        Kept,
        self_signed,
    ),
    Function::new(
        "genSelfSignedCertWithKey",
        &[
            TextParameter,
            ListParameter,
            ListParameter,
            Int,
            TextParameter,
        ],
        Kept,
        self_signed,
    ),
    Function::new(
        "genSignedCert",
        &[
            TextParameter,
            ListParameter,
            ListParameter,
            Int,
            CERTIFICATE,
        ],
        Kept,
        signed,
    ),
    Function::new(
        "genSignedCertWithKey",
        &[
            TextParameter,
            ListParameter,
            ListParameter,
            Int,
            CERTIFICATE,
            TextParameter,
        ],
        Kept,
        signed,
    ),
];

/// A certificate with its key.
#[derive(Debug)]
struct Certificate {
    cert: Value,
    key: Value,
}

impl Object for Certificate {
    fn type_name(&self) -> &'static str {
        "sprig.certificate"
    }

    fn field(&self, name: &str) -> Option<Value> {
        match name {
            "Cert" => Some(self.cert.clone()),
            "Key" => Some(self.key.clone()),
            _ => None,
        }
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        vec![("Cert", self.cert.clone()), ("Key", self.key.clone())]
    }

    fn to_data(&self) -> Value {
        Value::map(Map::from_entries([
            ("Cert".into(), self.cert.clone()),
            ("Key".into(), self.key.clone()),
        ]))
    }
}

fn authority(context: &mut Context<'_>, args: &mut Args) -> Answer {
    made(context, args, 2)
}

fn self_signed(context: &mut Context<'_>, args: &mut Args) -> Answer {
    // A key is read before the names are.
    if args.len() > 4 {
        check_key(&args.text(4))?;
    }
    check_names(args)?;
    made(context, args, 4)
}

fn signed(context: &mut Context<'_>, args: &mut Args) -> Answer {
    if args.len() > 5 {
        check_key(&args.text(5))?;
    }
    check_names(args)?;
    made(context, args, 5)
}

/// A stand-in, with the key that the argument at an index is, if there is one.
fn made(context: &Context<'_>, args: &Args, key: usize) -> Answer {
    let random = Origin::of(OriginKind::Unknown(Unknown::Random))
        .and(&Origin::of(OriginKind::Template(context.call)));
    let whole = |text: String| {
        let text = Text::whole(text, random.clone());
        Value::text(text).with_origin(random.clone())
    };
    let key = match key < args.len() {
        true => {
            check_key(&args.text(key))?;
            args.value(key)
        }
        false => whole(Pem::RSA_2048.write()),
    };
    let certificate = Certificate {
        cert: whole(Pem::CERTIFICATE.write()),
        key,
    };
    Ok(Value::new(Data::Object(Rc::new(certificate))).with_origin(random))
}

fn check_key(key: &Text) -> Result<(), Fault> {
    let checked = check_private_key(&key.lossy());
    checked.map_err(|message| Fault::new(format!("parsing private key: {message}")))
}

/// Whether the addresses and names that a certificate shall have can be in one.
fn check_names(args: &Args) -> Result<(), Fault> {
    for address in args.list(1).iter().flat_map(|list| list.items().clone()) {
        let Some(text) = address.as_text() else {
            let printed = print_value(&address);
            let message = format!("error parsing ip: {} is not a string", printed.lossy());
            return Err(Fault::new(message).of(1));
        };
        if text.lossy().parse::<IpAddr>().is_err() {
            return Err(Fault::new(format!("error parsing ip: {}", text.lossy())).of(1));
        }
    }
    for name in args.list(2).iter().flat_map(|list| list.items().clone()) {
        let printed = print_value(&name);
        let printed = printed.lossy();
        let message = match name.as_text() {
            None => format!("error processing alternate dns name: {printed} is not a string"),
            Some(_) if printed.is_ascii() => continue,
            Some(_) => format!(
                "error creating certificate: x509: \"{printed}\" cannot be encoded as an IA5String"
            ),
        };
        return Err(Fault::new(message).of(2));
    }
    Ok(())
}

/// What was encoded, as it is: whether it is a certificate is not looked at.
fn build(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let cert = go::decode_base64(args.text(0).bytes());
    let cert = cert.map_err(|_| Fault::new("unable to decode base64 certificate").of(0))?;
    let key = go::decode_base64(args.text(1).bytes());
    let key = key.map_err(|_| Fault::new("unable to decode base64 private key").of(1))?;
    if pem::find(&String::from_utf8_lossy(&cert)).is_none() {
        return Err(Fault::new("unable to decode certificate").of(0));
    }
    let checked = check_private_key(&String::from_utf8_lossy(&key));
    checked.map_err(|message| Fault::new(format!("error parsing private key: {message}")).of(1))?;
    let part = |index: usize, bytes: Vec<u8>| {
        let origin = args.origin(index);
        Value::text(Text::whole(bytes, origin.clone())).with_origin(origin)
    };
    let certificate = Certificate {
        cert: part(0, cert),
        key: part(1, key),
    };
    Ok(Value::new(Data::Object(Rc::new(certificate))))
}

fn private_key(_: &mut Context<'_>, args: &mut Args) -> Answer {
    let kind = args.text(0);
    Ok(Value::string(match &*kind.lossy() {
        "" | "rsa" => Pem::RSA_4096.write(),
        "dsa" => Pem::DSA.write(),
        "ecdsa" => Pem::ECDSA.write(),
        "ed25519" => Pem::ED25519.write(),
        other => format!("Unknown type {other}"),
    }))
}
