//! The functions of Go's templates, of Sprig and of Helm, by name.

/// The functions of Helm 3.10.1 and 4.2.3, as both answered when asked; the last line has those of Helm 4 only.
const FUNCTIONS: &str = "\
    abbrev abbrevboth add add1 add1f addf adler32sum ago all and any append atoi b32dec b32enc b64dec b64enc base bcrypt \
    biggest buildCustomCert call camelcase cat ceil chunk clean coalesce compact concat contains date dateInZone \
    dateModify date_in_zone date_modify decryptAES deepCopy deepEqual default derivePassword dict dig dir div divf \
    duration durationRound empty encryptAES eq ext fail first float64 floor fromJson fromJsonArray fromYaml fromYamlArray \
    ge genCA genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get \
    getHostByName gt has hasKey hasPrefix hasSuffix hello html htmlDate htmlDateInZone htpasswd include indent index \
    initial initials int int64 isAbs join js kebabcase keys kindIs kindOf last le len list lookup lower lt max maxf merge \
    mergeOverwrite min minf mod mul mulf mustAppend mustChunk mustCompact mustDateModify mustDeepCopy mustFirst \
    mustFromJson mustHas mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend mustPush mustRegexFind \
    mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse \
    mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq mustWithout must_date_modify ne nindent \
    nospace not now omit or osBase osClean osDir osExt osIsAbs pick pluck plural prepend print printf println push quote \
    randAlpha randAlphaNum randAscii randBytes randInt randNumeric regexFind regexFindAll regexMatch regexQuoteMeta \
    regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace required rest reverse round semver semverCompare seq \
    set sha1sum sha256sum shuffle slice snakecase sortAlpha split splitList splitn squote sub subf substr swapcase ternary \
    title toDate toDecimal toJson toPrettyJson toRawJson toString toStrings toToml toYaml tpl trim trimAll trimPrefix \
    trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch unset until untilStep untitle upper urlJoin \
    urlParse urlquery uuidv4 values without wrap wrapWith \
    fromToml mustToToml mustToYaml sha512sum toYamlPretty";

/// Words that are no functions.
const KEYWORDS: [&str; 13] = [
    "block", "break", "continue", "define", "else", "end", "false", "if", "nil", "range",
    "template", "true", "with",
];

/// Whether a word of an action is a function, a keyword or a number, or something that is not looked up here.
pub(super) fn is_known(word: &str) -> bool {
    let is_name = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    !is_name
        || KEYWORDS.contains(&word)
        || FUNCTIONS.split_ascii_whitespace().any(|name| name == word)
}
