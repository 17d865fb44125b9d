//! Formats and arguments, and what real Helm made of them.

use super::printed;
use crate::template::print::sprintf;
use crate::template::value::{Map, Text, Value};

fn list(items: Vec<Value>) -> Value {
    Value::list(items)
}

fn map(entries: Vec<(&str, Value)>) -> Value {
    let entries = entries.into_iter();
    Value::map(Map::from_entries(
        entries.map(|(key, value)| (key.into(), value)),
    ))
}

#[test]
fn formats_print_as_in_go() {
    let cases = vec![
        (
            "%w %w",
            vec![
                list(vec![list(vec![Value::int(1)]), map(vec![])]),
                Value::int(1),
            ],
            "%!w([]interface {}=[[1] map[]]) %!w(int=1)",
        ),
        (
            "%v %+v %#v",
            vec![
                Value::float(1000000.0),
                Value::float(1000000.0),
                Value::float(1000000.0),
            ],
            "1e+06 1e+06 1e+06",
        ),
        (
            "%#g|%#.3g|%#e|%#f|%#x",
            vec![
                Value::float(1.0),
                Value::float(1.0),
                Value::float(1.0),
                Value::float(1.0),
                Value::float(1.0),
            ],
            "1.00000|1.00|1.000000e+00|1.000000|0x1.0000p+00",
        ),
        (
            "%x|%X|%b|%a",
            vec![
                Value::float(1.5),
                Value::float(1.5),
                Value::float(1.5),
                Value::float(1.5),
            ],
            "0x1.8p+00|0X1.8P+00|6755399441055744p-52|%!a(float64=1.5)",
        ),
        (
            "%-05d|%05d|%-05s|%05s|%0-5d",
            vec![
                Value::int(5),
                Value::int(5),
                Value::string("ab"),
                Value::string("ab"),
                Value::int(5),
            ],
            "5    |00005|ab   |000ab|5    ",
        ),
        (
            "%05v|%05q|%05t",
            vec![Value::nil(), Value::string("a"), Value::bool(true)],
            "<nil>|00\"a\"|0true",
        ),
        (
            "%5z|%-8z|",
            vec![Value::int(1), Value::string("a")],
            "%!z(int=    1)|%!z(string=a       )|",
        ),
        (
            "%d",
            vec![list(vec![
                Value::int(1),
                Value::string("a"),
                Value::nil(),
                Value::float(2.5),
            ])],
            "[1 %!d(string=a) <nil> %!d(float64=2.5)]",
        ),
        (
            "%s",
            vec![map(vec![("a", Value::int(1)), ("b", Value::string("x"))])],
            "map[a:%!s(int=1) b:x]",
        ),
        (
            "%q",
            vec![map(vec![
                ("a", Value::int(1)),
                ("b", Value::string("x")),
                ("c", Value::nil()),
            ])],
            "map[\"a\":'\\x01' \"b\":\"x\" \"c\":<nil>]",
        ),
        (
            "%#v",
            vec![map(vec![
                ("a", Value::int(1)),
                ("b", Value::string("x")),
                ("c", Value::nil()),
                ("d", list(vec![Value::string("x"), Value::float(1.0)])),
            ])],
            "map[string]interface {}{\"a\":1, \"b\":\"x\", \"c\":interface {}(nil), \"d\":[]interface {}{\"x\", 1}}",
        ),
        (
            "%T %T %T %T %T %T",
            vec![
                list(vec![]),
                map(vec![]),
                Value::nil(),
                Value::int(1),
                Value::float(1.5),
                Value::string("a"),
            ],
            "[]interface {} map[string]interface {} <nil> int float64 string",
        ),
        (
            "%p %p",
            vec![Value::int(1), Value::string("a")],
            "%!p(int=1) %!p(string=a)",
        ),
        (
            "%x % x %#x %# x %X",
            vec![
                Value::string("hello"),
                Value::string("hello"),
                Value::string("hello"),
                Value::string("hello"),
                Value::string("hello"),
            ],
            "68656c6c6f 68 65 6c 6c 6f 0x68656c6c6f 0x68 0x65 0x6c 0x6c 0x6f 68656C6C6F",
        ),
        (
            "%.2x|%10x|%-10x|",
            vec![
                Value::string("hello"),
                Value::string("a"),
                Value::string("a"),
            ],
            "6865|        61|61        |",
        ),
        (
            "%U %#U %.6U %c %q %#q %+q",
            vec![
                Value::int(128512),
                Value::int(128512),
                Value::int(128512),
                Value::int(128512),
                Value::int(128512),
                Value::int(128512),
                Value::int(128512),
            ],
            "U+1F600 U+1F600 '😀' U+01F600 😀 '😀' '😀' '\\U0001f600'",
        ),
        (
            "%c %q %U",
            vec![Value::int(-1), Value::int(-1), Value::int(-1)],
            "� '�' U+FFFFFFFFFFFFFFFF",
        ),
        (
            "%+q %#q %#q",
            vec![
                Value::string("é"),
                Value::string("a`b"),
                Value::string("ab"),
            ],
            "\"\\u00e9\" \"a`b\" `ab`",
        ),
        (
            "%[2]s %[1]s",
            vec![Value::string("a"), Value::string("b")],
            "b a",
        ),
        (
            "%[3]s %[1]s",
            vec![Value::string("a"), Value::string("b")],
            "%!s(BADINDEX) a",
        ),
        (
            "%[2]*[1]d|%[1]*.[2]*[3]f",
            vec![Value::int(5), Value::int(10), Value::float(3.0)],
            "         5|3.0000000000",
        ),
        (
            "%*d|%-*d|%*d",
            vec![
                Value::int(5),
                Value::int(1),
                Value::int(5),
                Value::int(1),
                Value::int(-5),
                Value::int(1),
            ],
            "    1|1    |1    ",
        ),
        (
            "%.*f|%.*f",
            vec![
                Value::int(2),
                Value::float(3.14161),
                Value::int(-1),
                Value::float(3.14161),
            ],
            "3.14|%!(BADPREC)3.141610",
        ),
        (
            "%*d",
            vec![Value::string("a"), Value::int(1)],
            "%!(BADWIDTH)1",
        ),
        ("%d %d", vec![Value::int(1)], "1 %!d(MISSING)"),
        (
            "%d",
            vec![
                Value::int(1),
                Value::int(2),
                Value::string("x"),
                Value::nil(),
            ],
            "1%!(EXTRA int=2, string=x, <nil>)",
        ),
        ("%!|%", vec![], "%!!(MISSING)|%!(NOVERB)"),
        ("%!", vec![Value::int(1)], "%!!(int=1)"),
        ("%é", vec![Value::int(1)], "%!é(int=1)"),
        ("%w", vec![Value::string("a")], "%!w(string=a)"),
        ("%5%|%%", vec![], "%|%"),
        (
            "%o %#o %O %b %#b %x %#x %X",
            vec![
                Value::int(8),
                Value::int(8),
                Value::int(8),
                Value::int(5),
                Value::int(5),
                Value::int(255),
                Value::int(255),
                Value::int(255),
            ],
            "10 010 0o10 101 0b101 ff 0xff FF",
        ),
        (
            "%+d % d %+05d % 05d %x %x",
            vec![
                Value::int(5),
                Value::int(5),
                Value::int(5),
                Value::int(5),
                Value::int(-255),
                Value::int(-1),
            ],
            "+5  5 +0005  0005 -ff -1",
        ),
        (
            "%.0d|%.3d|%5.3d|%-5.3d|",
            vec![Value::int(0), Value::int(5), Value::int(5), Value::int(5)],
            "|005|  005|005  |",
        ),
        (
            "%e %E %.0e %G %g",
            vec![
                Value::float(123456.789),
                Value::float(1e-10),
                Value::float(5.5),
                Value::float(1e-10),
                Value::float(123456789.0),
            ],
            "1.234568e+05 1.000000E-10 6e+00 1E-10 1.23456789e+08",
        ),
        (
            "%08.3f|%-8.3f|%+.2f|% .2f",
            vec![
                Value::float(3.14161),
                Value::float(3.14161),
                Value::float(3.14161),
                Value::float(3.14161),
            ],
            "0003.142|3.142   |+3.14| 3.14",
        ),
        (
            "%5v|%-5v|%05v",
            vec![
                list(vec![Value::int(1), Value::int(2)]),
                map(vec![("a", Value::int(1))]),
                list(vec![Value::int(1), Value::string("b")]),
            ],
            "[    1     2]|map[a    :1    ]|[00001 0000b]",
        ),
        (
            "%99999999d",
            vec![Value::int(1)],
            "%!(NOVERB)%!(EXTRA int=1)",
        ),
        ("%[x]d %[1]d", vec![Value::int(1)], "%!d(BADINDEX) 1"),
        ("%[1]", vec![Value::int(1)], "%!(NOVERB)"),
        ("%[1]2d", vec![Value::int(1)], "%!d(BADINDEX)"),
        ("%.[1]2d", vec![Value::int(1)], "01"),
        (
            "%.s|%.1s|%5.1s|%-5.1s|%.2q",
            vec![
                Value::string("héllo"),
                Value::string("héllo"),
                Value::string("héllo"),
                Value::string("héllo"),
                Value::string("héllo"),
            ],
            "|h|    h|h    |\"hé\"",
        ),
        (
            "%q",
            vec![Value::string(
                "\x07\x08\x0c\n\r\t\x0b\x01\u{a0}\u{ad}\u{200b} \u{2028}😀",
            )],
            "\"\\a\\b\\f\\n\\r\\t\\v\\x01\\u00a0\\u00ad\\u200b \\u2028😀\"",
        ),
        (
            "%s",
            vec![list(vec![
                list(vec![Value::string("a"), Value::nil()]),
                map(vec![("x", Value::nil())]),
            ])],
            "[[a <nil>] map[x:<nil>]]",
        ),
        (
            "%x",
            vec![list(vec![
                Value::string("ab"),
                Value::int(10),
                Value::float(1.5),
                Value::bool(true),
            ])],
            "[6162 a 0x1.8p+00 %!x(bool=true)]",
        ),
        ("%t", vec![Value::int(1)], "%!t(int=1)"),
        (
            "%6.3v|%.3v|%10.2v|",
            vec![
                Value::float(3.14161),
                Value::string("abcdef"),
                Value::string("abc"),
            ],
            "  3.14|abc|        ab|",
        ),
        (
            "%08v|%08v",
            vec![Value::float(-1.5), Value::int(-15)],
            "-00001.5|-0000015",
        ),
        (
            "%+v",
            vec![list(vec![Value::int(1), Value::int(-1), Value::float(1.5)])],
            "[1 -1 1.5]",
        ),
        (
            "%#x",
            vec![list(vec![Value::int(1), Value::string("a")])],
            "[0x1 0x61]",
        ),
        (
            "% x",
            vec![list(vec![Value::int(255), Value::string("ab")])],
            "[ ff 61 62]",
        ),
        (
            "%s",
            vec![
                Value::string("a"),
                Value::string("b"),
                Value::int(3),
                Value::float(4.5),
                Value::nil(),
                list(vec![Value::int(1)]),
            ],
            "a%!(EXTRA string=b, int=3, float64=4.5, <nil>, []interface {}=[1])",
        ),
        (
            "%0*d|%-0*d",
            vec![Value::int(5), Value::int(1), Value::int(5), Value::int(1)],
            "00001|1    ",
        ),
        (
            "%s %s %s",
            vec![Value::int(1), Value::float(2.5), Value::bool(true)],
            "%!s(int=1) %!s(float64=2.5) %!s(bool=true)",
        ),
        ("%", vec![], "%!(NOVERB)"),
        ("%5", vec![], "%!(NOVERB)"),
        ("%[", vec![Value::int(1)], "%!(NOVERB)"),
        ("%[0]d", vec![Value::int(1)], "%!d(BADINDEX)"),
        (
            "%[2]d %d",
            vec![Value::int(1), Value::int(2)],
            "2 %!d(MISSING)",
        ),
        ("%[1]d %d", vec![Value::int(1), Value::int(2)], "1 2"),
        (
            "%v %s",
            vec![Value::nil(), Value::nil()],
            "<nil> %!s(<nil>)",
        ),
        (
            "%q %q",
            vec![Value::string("a"), Value::nil()],
            "\"a\" %!q(<nil>)",
        ),
    ];
    for (format, arguments, expected) in cases {
        let text = sprintf(&Text::plain(format), &arguments).unwrap();
        assert_eq!(printed(&text), expected, "{format}");
    }
}
