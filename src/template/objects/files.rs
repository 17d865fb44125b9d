//! `.Files`: the chart's other files.

use super::path_glob::PathGlob;
use crate::template::chart::FileBytes;
use crate::template::functions::{Answer, Args, Fault, Parameter};
use crate::template::value::{Data, Kind, Map, Method, Object, Text, Value};
use crate::template::version::HelmVersion;
use std::rc::Rc;
use std::sync::Arc;

/// The files, or those of them that a glob chose.
#[derive(Debug, Clone)]
pub(in crate::template) struct Files {
    files: Rc<FileBytes>,
    version: HelmVersion,
}

impl Files {
    pub(in crate::template) fn to_value(files: &FileBytes, version: HelmVersion) -> Value {
        let files = Rc::new(files.clone());
        Value::new(Data::Object(Rc::new(Self { files, version })))
    }

    fn bytes(&self, args: &Args) -> Arc<[u8]> {
        let name = args.text(0);
        let found = self.files.get(&*name.lossy());
        found.cloned().unwrap_or_default()
    }

    /// The files that a glob fits; one that is no glob fits all.
    fn glob(&self, pattern: &str) -> Value {
        let glob = PathGlob::new(pattern);
        let chosen = self.files.iter().filter(|(name, _)| glob.fits(name));
        let chosen = chosen.map(|(name, bytes)| (Arc::clone(name), Arc::clone(bytes)));
        let chosen: FileBytes = chosen.collect();
        Self::to_value(&chosen, self.version)
    }

    /// The files by their base names.
    fn by_base_name(&self, text: impl Fn(&[u8]) -> Vec<u8>) -> Value {
        let entries = self.files.iter().map(|(name, bytes)| {
            let base = name.rsplit('/').next().unwrap_or_default();
            (Arc::from(base), Value::string(text(bytes)))
        });
        Value::map(Map::from_entries(entries))
    }

    /// The lines of a file. Helm 4 looks at the last byte, which an empty one does not have.
    fn lines(&self, name: &str) -> Answer {
        let mut bytes = match self.files.get(name) {
            None => return Ok(Value::strings([])),
            Some(bytes) => &bytes[..],
        };
        if self.version == HelmVersion::V4 {
            if bytes.is_empty() {
                return Err(Fault::new("runtime error: index out of range [-1]"));
            }
            bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        }
        let lines = bytes.split(|byte| *byte == b'\n');
        Ok(Value::strings(lines.map(Text::plain)))
    }
}

impl Object for Files {
    fn type_name(&self) -> &'static str {
        "engine.files"
    }

    fn kind(&self) -> Kind {
        Kind::Map
    }

    fn field(&self, name: &str) -> Option<Value> {
        let bytes = self.files.get(name);
        let bytes: Rc<[u8]> = bytes.map(|bytes| bytes[..].into()).unwrap_or_default();
        Some(Value::new(Data::Bytes(bytes)))
    }

    fn method(&self, name: &str) -> Option<Method> {
        const TEXT: &[Parameter] = &[Parameter::Text];
        let this = self.clone();
        Some(match name {
            "Get" => Method::new(TEXT, move |_, args| Ok(Value::string(this.bytes(args)))),
            "GetBytes" => Method::new(TEXT, move |_, args| {
                let bytes: Rc<[u8]> = this.bytes(args)[..].into();
                Ok(Value::new(Data::Bytes(bytes)))
            }),
            "Glob" => Method::new(TEXT, move |_, args| Ok(this.glob(&args.text(0).lossy()))),
            "Lines" => Method::new(TEXT, move |_, args| this.lines(&args.text(0).lossy())),
            "AsConfig" => Method::new(&[], move |context, _| {
                let map = this.by_base_name(<[u8]>::to_vec);
                context.call("toYaml", vec![map])
            }),
            "AsSecrets" => Method::new(&[], move |context, _| {
                use base64::Engine;
                let encoder = base64::engine::general_purpose::STANDARD;
                let map = this.by_base_name(|bytes| encoder.encode(bytes).into_bytes());
                context.call("toYaml", vec![map])
            }),
            _ => return None,
        })
    }

    fn elements(&self) -> Option<Vec<(Value, Value)>> {
        let files = self.files.iter();
        let files = files.map(|(name, bytes)| {
            let bytes: Rc<[u8]> = bytes[..].into();
            (Value::string(&**name), Value::new(Data::Bytes(bytes)))
        });
        Some(files.collect())
    }

    fn to_data(&self) -> Value {
        use base64::Engine;
        let encoder = base64::engine::general_purpose::STANDARD;
        let files = self.files.iter();
        let files = files.map(|(name, bytes)| (name.clone(), Value::string(encoder.encode(bytes))));
        Value::map(Map::from_entries(files))
    }
}

#[cfg(test)]
mod tests {
    use super::Files;
    use crate::template::chart::FileBytes;
    use crate::template::value::Text;
    use crate::template::version::HelmVersion;

    #[test]
    fn lines_are_as_helm_has_them() {
        let files = [("e", ""), ("n", "\n"), ("a", "a\nb"), ("b", "a\n\n")];
        let files = files.map(|(name, text)| (name.into(), text.as_bytes().into()));
        let files = Files {
            files: FileBytes::from(files).into(),
            version: HelmVersion::V4,
        };
        let helm_3 = Files {
            version: HelmVersion::V3,
            ..files.clone()
        };
        let empty = Err("runtime error: index out of range [-1]");
        for (files, name, lines) in [
            (&files, "none", Ok(&[][..])),
            (&files, "e", empty),
            (&files, "n", Ok(&[""])),
            (&files, "a", Ok(&["a", "b"])),
            (&files, "b", Ok(&["a", ""])),
            (&helm_3, "none", Ok(&[])),
            (&helm_3, "e", Ok(&[""])),
            (&helm_3, "b", Ok(&["a", "", ""])),
        ] {
            let found = files.lines(name).map_err(|fault| fault.message);
            let found = found.map(|found| {
                let items = found.as_list().unwrap().items();
                let items = items.iter().filter_map(|item| item.as_text());
                items.map(Text::lossy).map(String::from).collect::<Vec<_>>()
            });
            let lines = lines.map(|lines| lines.iter().map(|&line| line.to_owned()).collect());
            assert_eq!(found, lines.map_err(str::to_owned), "{name}");
        }
    }
}
