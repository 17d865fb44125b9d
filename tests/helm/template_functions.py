"""Calls of each template function whose answer is the same every time: usual arguments and those at an edge.

A line is a function and its arguments, call by call, between ` ;; `.
"""

import re

CALLS = r'''
abbrev 5 "hello world" ;; 3 "abcdef" ;; 4 "abcdef" ;; 20 "short" ;; 6 "größer als" ;; 0 "abc"
abbrevboth 5 10 "1234 5678 9123" ;; 0 5 "hello world" ;; 3 7 "abcdefghijkl" ;; 1 20 "abc"
add 1 2 ;; 1.9 1.9 ;; .Values.port 1 ;; "3" 4 ;; 1 2 3 4 ;; "x" 1 ;; true 1 ;; 9223372036854775807 1
add1 1 ;; 1.9 ;; "7" ;; .Values.count
add1f 1 ;; 1.5 ;; "2.5" ;; .Values.ratio
addf 1.5 2 ;; 0.1 0.2 ;; .Values.ratio 1 2.25 ;; "1.5" 1
adler32sum "hello" ;; ""
all 1 "a" true ;; 1 "" ;; .Values.nothing ;; .Values.table .Values.words
and true false ;; 1 "" "x" ;; .Values.off .Values.gone.x ;; .Values.app .Values.port ;; 0 1
any 0 "" false ;; 0 "" 3 ;; .Values.gone .Values.app
append .Values.words "z" ;; .Values.nothing 1 ;; (list 1 2) (list 3) ;; .Values.numbers nil
atoi "42" ;; "-7" ;; "x" ;; "" ;; "010" ;; "1.5" ;; " 5"
b32dec "NBSWY3DP" ;; "nope!" ;; ""
b32enc "hello" ;; ""
b64dec "aGVsbG8=" ;; "no base64!" ;; "" ;; "aGVsbG8"
b64enc "hello" ;; "" ;; "größe" ;; .Values.app
base "a/b/c.txt" ;; "/" ;; "" ;; "a/b/"
biggest 1 2 3 ;; -1 -5 ;; .Values.port 1 ;; "9" 10
camelcase "http_server" ;; "foo-bar_baz" ;; "no_https" ;; "" ;; "a b c" ;; "_leading"
cat "a" 1 true ;; "a" nil "b" ;; .Values.words "x" ;; "" ""
ceil 1.2 ;; -1.2 ;; "3.1" ;; .Values.port ;; 5
chunk 2 .Values.words ;; 1 .Values.nothing ;; 5 .Values.numbers ;; 3 (list 1 2 3 4 5 6 7)
clean "a/../b//c" ;; "" ;; "/.." ;; "./x"
coalesce 0 "" "x" ;; .Values.gone .Values.off .Values.app ;; nil nil ;; .Values.nothing .Values.bare 3
compact (list 1 "" 0 "x" nil) ;; .Values.mixed ;; .Values.nothing
concat .Values.words .Values.numbers ;; (list 1) (list) (list 2 nil) ;; .Values.nothing
contains "lo" "hello" ;; "" "x" ;; "x" "" ;; .Values.app "workshop"
date "2006-01-02" (toDate "2006-01-02" "2021-03-04") ;; "15:04:05" 0 ;; "Mon Jan _2 2006" 86400 ;; "2006" (int64 1600000000) ;; "plain" 1
dateInZone "15:04 MST" (toDate "2006-01-02" "2021-07-04") "Europe/Berlin" ;; "2006-01-02 15:04" 0 "America/New_York" ;; "15:04" 0 "Nowhere/Land"
dateModify "24h" (toDate "2006-01-02" "2021-03-04") ;; "-1.5h" (toDate "2006-01-02" "2021-03-04") ;; "nonsense" (toDate "2006-01-02" "2021-03-04")
deepCopy .Values.tree ;; .Values.words ;; "x" ;; 3
deepEqual 1 1 ;; 1 1.0 ;; .Values.table .Values.table ;; (list 1 2) (list 1 2) ;; "a" "a" ;; nil nil ;; .Values.numbers (list 3.0 1.0 2.0)
default "d" "" ;; "d" .Values.gone ;; "d" .Values.app ;; 5 0 ;; "d" false ;; "d" .Values.bare ;; "x" "y" "z" ;; "alone"
derivePassword 1 "long" "password" "user" "example.com" ;; 2 "pin" "password" "user" "example.com" ;; 1 "nope" "p" "u" "s"
dict "a" 1 ;; "a" 1 "b" "two" ;; "odd" ;; 1 2 ;; true "x" 2.5 "y" ;; "a" nil ;; "a" 1 "a" 2
dig "trunk" "leaf" "size" 0 .Values.tree ;; "trunk" "none" "d" .Values.tree ;; "a" "d" .Values.table ;; "d" "z" .Values.table ;; "a" "b" "d" .Values.table ;; "app" "x" .Values ;; "q" "x" .Values.bare
dir "a/b/c.txt" ;; "/" ;; "" ;; "file"
div 7 2 ;; -7 2 ;; 1 0 ;; 9.9 2 ;; "10" 3 ;; .Values.port 100
divf 7 2 ;; 1 3 ;; 1 0 ;; 1.5 0.5
duration 90 ;; "90" ;; 3661 ;; "x" ;; 0 ;; .Values.port
durationRound "2h10m5s" ;; "400h" ;; 3600000000000 ;; "x" ;; 0
empty "" ;; 0 ;; .Values.bare ;; .Values.gone ;; "x" ;; false ;; (list nil) ;; 0.0
eq 1 1 ;; "a" "a" ;; 1 2 3 1 ;; "a" 1 ;; true true ;; .Values.port 8443 ;; .Values.port 8443.0 ;; .Values.gone nil ;; nil .Values.gone ;; (int64 1) 1 ;; 1 1.0 ;; .Values.words .Values.words ;; .Values.app "shop" "x" ;; true "true"
ext "a/b.tar.gz" ;; "none" ;; ".hidden" ;; ""
first .Values.words ;; .Values.nothing ;; (list 1) ;; "text"
float64 "1.5" ;; 3 ;; "x" ;; true ;; .Values.port ;; "1e3" ;; "" ;; nil
floor 1.8 ;; -1.2 ;; "3.9" ;; 4
fromJson "{\"a\":1}" ;; "[1]" ;; "{" ;; "" ;; "null" ;; "{\"a\":{\"b\":[1,null]}}" ;; "3"
fromJsonArray "[1,\"a\",null]" ;; "{}" ;; "[" ;; ""
fromYaml "a: 1" ;; "- 1" ;; "a: [" ;; "" ;; "a: yes\nb: 0x1F\nc: 1_000\nd: ~\ne: 1e3\nf: 017" ;; "x" ;; "a: 1\n---\nb: 2" ;; "a: &x 1\nb: *x" ;; "2021-01-01: d" ;; "a: 2021-01-01" ;; "1: one\ntrue: t" ;; "a: 1\na: 2" ;; "<<: {a: 1}\nb: 2"
fromYamlArray "- 1\n- a" ;; "a: 1" ;; "[" ;; ""
ge 2 1 ;; 1 1 ;; "b" "a" ;; 1 2.0 ;; .Values.port 8000.0 ;; nil 1 ;; true false
get .Values.table "a" ;; .Values.table "zz" ;; .Values.table "d" ;; .Values "app" ;; .Values.bare "x"
gt 2 1 ;; 1 1 ;; "b" "a" ;; (int64 3) 2 ;; 2.5 2 ;; .Values.count 2.0
has "fig" .Values.words ;; 1 .Values.numbers ;; 1.0 .Values.numbers ;; nil .Values.mixed ;; "x" .Values.nothing ;; 4 (list 1 4) ;; "x" "xyz"
hasKey .Values.table "a" ;; .Values.table "d" ;; .Values.table "zz" ;; .Values "app" ;; .Values.bare "" ;; .Chart "Name"
hasPrefix "sh" .Values.app ;; "" "x" ;; "x" ""
hasSuffix "op" .Values.app ;; "" "x" ;; "x" ""
html "<a href='x'>&\"" ;; 3 ;; nil ;; "a" "b" ;; .Values.gone
htmlDate (toDate "2006-01-02" "2021-03-04") ;; 0
htmlDateInZone (toDate "2006-01-02" "2021-03-04") "UTC" ;; 0 "Asia/Tokyo"
indent 2 "a\nb" ;; 0 "a" ;; 4 "" ;; 2 "\n" ;; 1 "a\n" ;; 3 "a\n\nb"
index .Values.words 0 ;; .Values.words 3 ;; .Values.words -1 ;; .Values.table "a" ;; .Values.table "zz" ;; .Values.tree "trunk" "leaf" "size" ;; .Values.items 0 "name" ;; .Values.gone "x" ;; .Values.words "a" ;; .Values.table 1 ;; .Values.app 0 ;; .Values.words 1.0 ;; .Values.words .Values.zero ;; .Values.numbers (int .Values.count)
initial .Values.words ;; .Values.nothing ;; (list 1) ;; "abc"
initials "First Try" ;; "" ;; "a b c" ;; "one-two three"
int "42" ;; "010" ;; "0x10" ;; "1e3" ;; 1.9 ;; -1.9 ;; true ;; nil ;; "x" ;; .Values.port ;; .Values.big ;; "1.9" ;; "9223372036854775808" ;; 1e20 ;; .Values.words ;; "0b11" ;; "-5"
int64 "42" ;; 1.9 ;; "x" ;; .Values.port ;; true ;; "0o17" ;; nil ;; -0.5
isAbs "/a" ;; "a" ;; ""
join "," .Values.words ;; "-" .Values.numbers ;; "," .Values.mixed ;; "," "text" ;; "," .Values.gone ;; "" (list 1 2) ;; ", " (list "a" nil "b") ;; "," 5 ;; "," .Values.table
js "a'b\"c<d>\n" ;; 5 ;; "é" ;; "a" 1
kebabcase "FooBar" ;; "foo_bar" ;; "HTTPServer" ;; "a1b2" ;; ""
kindIs "map" .Values.table ;; "string" .Values.app ;; "float64" .Values.port ;; "int" 5 ;; "invalid" nil ;; "slice" .Values.words ;; "bool" true
kindOf .Values.table ;; .Values.words ;; .Values.app ;; .Values.port ;; 5 ;; nil ;; .Values.on ;; .Values.gone ;; .Values ;; .Chart ;; .Release ;; .Files ;; .Capabilities ;; 'a' ;; (int64 5) ;; (toDate "2006" "2021") ;; (semver "1.2.3") ;; (splitn "," 2 "a,b")
last .Values.words ;; .Values.nothing ;; (list 1 2) ;; "abc"
le 1 1 ;; 1 2 ;; "a" "b" ;; 2 1.0 ;; "a" 1
len .Values.words ;; "hello" ;; .Values.table ;; "é" ;; 5 ;; nil ;; .Values.gone ;; .Values.nothing ;; .Values
list 1 "a" nil ;; ;; .Values.words ;; (list 1) (list)
lookup "v1" "Pod" "ns" "x" ;; "v1" "Pod" "" ""
lower "ABC" ;; "ÄÖ" ;; "" ;; .Values.app
lt 1 2 ;; "a" "b" ;; 1 1 ;; 1 1.5 ;; .Values.count 4.0 ;; nil nil
max 1 5 3 ;; -1 -2 ;; 1.9 1 ;; "7" 2 ;; .Values.port 1
maxf 1 5.5 3 ;; -1 -2.5 ;; .Values.ratio 0.5
merge (dict "a" 1) (dict "a" 2 "b" 3) ;; (dict) .Values.tree ;; (dict "a" "") (dict "a" "x") ;; (dict "a" (dict "b" 1)) (dict "a" (dict "c" 2)) ;; (dict "a" 0) (dict "a" false) (dict "a" 5) ;; (dict "a" (list 1)) (dict "a" (list 2)) ;; (dict "a" nil) (dict "a" 1) ;; (dict "a" 1) (dict "a" nil) ;; (dict "a" (dict)) (dict "a" "x") ;; (dict "a" "x") (dict "a" (dict "b" 1))
mergeOverwrite (dict "a" 1) (dict "a" 2 "b" 3) ;; (dict "a" 1) (dict "a" "") ;; (dict "a" (dict "b" 1)) (dict "a" (dict "c" 2)) ;; (dict "a" (dict "b" 1)) (dict "a" (dict)) ;; (dict "a" 1) (dict "a" nil) ;; (dict "a" (list 1)) (dict "a" (list)) ;; (dict "a" "x") (dict "a" (dict "b" 1)) ;; (dict "a" (dict "b" 1)) (dict "a" "x")
min 1 5 3 ;; -1 -2 ;; 1.9 1 ;; "7" 8
minf 1 0.5 ;; -1.5 2
mod 7 3 ;; -7 3 ;; 5 0 ;; 7.9 3
mul 2 3 ;; 2 3 4 ;; 1.9 2 ;; "3" 5
mulf 2 1.5 ;; 0.1 3 ;; .Values.ratio 2 2
ne 1 2 ;; "a" "a" ;; 1 1.0 ;; .Values.gone nil ;; "a" nil ;; .Values.app "shop"
nindent 2 "a\nb" ;; 0 "" ;; 4 "x"
nospace " a b\tc\n" ;; ""
not true ;; "" ;; .Values.gone ;; 0 ;; .Values.words
omit .Values.table "a" ;; .Values.table "zz" ;; .Values.table "a" "b" "c" "d" ;; .Values.bare
or false 0 "x" ;; .Values.gone .Values.app ;; "" nil ;; 1 .Values.gone.x ;; false
osBase "a/b" ;; "/"
osClean "a/../b" ;; ""
osDir "a/b" ;; ""
osExt "a.b" ;; ""
osIsAbs "/a" ;; "a"
pick .Values.table "a" "b" ;; .Values.table "zz" ;; .Values.table "d" ;; .Values.bare "x"
pluck "a" .Values.table (dict "a" 5) ;; "zz" .Values.table ;; "port" (index .Values.items 0) (index .Values.items 1)
plural "one" "many" 1 ;; "one" "many" 0 ;; "one" "many" 2 ;; "one" "many" (len .Values.words)
prepend .Values.words "z" ;; .Values.nothing 1 ;; (list 1) nil
print 1 2 ;; "a" "b" ;; 1 "a" 2 3 ;; .Values.words .Values.port ;; nil ;; ;; .Values.table "x" ;; 1.0 2.5 ;; true false ;; .Values.gone "x"
println "a" 1 ;; ;; .Values.words
push .Values.words "z" ;; (list) nil
quote "a" ;; "a\"b" ;; 1 ;; nil ;; "a" nil "b" ;; .Values.words ;; "tab\t\x01é" ;; .Values.port ;; .Values.big ;; true ;; "" ;; .Values.table "x" ;; "a\\b\n"
regexFind "[a-z]+" "12abc34" ;; "x" "abc" ;; "(" "a" ;; "" "abc" ;; "(?i)B" "abc"
regexFindAll "[a-z]" "a1b2c3" -1 ;; "[a-z]" "a1b2c3" 2 ;; "x" "abc" -1 ;; "a" "aaa" 0 ;; "" "abc" -1
regexMatch "^a.*z$" "abcz" ;; "(" "a" ;; "" "" ;; "^[0-9]+$" "12x" ;; "\\d+" "a1"
regexQuoteMeta "a.b*c" ;; "[x]" ;; ""
regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" ;; "a(x*)b" "-ab-axxb-" "$1W" ;; "[^a-z]" "A1 b" "" ;; "(?P<n>b)" "abc" "<${n}>" ;; "" "ab" "-" ;; "b*" "abc" "x" ;; "(" "a" "b" ;; "^" "a" "x" ;; "$" "a\nb" "!"
regexReplaceAllLiteral "a(x*)b" "-ab-axxb-" "${1}" ;; "b" "abc" "$0" ;; "x*" "ab" "-"
regexSplit "[,;]" "a,b;c" -1 ;; "," "a,b,c" 2 ;; "x" "abc" -1 ;; "," "" -1 ;; "," "a,b" 0 ;; "" "abc" -1 ;; "z+" "pizza" 1
repeat 3 "ab" ;; 0 "x" ;; -1 "x" ;; 2 ""
replace "a" "b" "banana" ;; "" "-" "ab" ;; "x" "y" "" ;; " " "_" "a b c"
required "must be" "x" ;; "must be" 0 ;; "must be" "" ;; "must be" .Values.gone ;; "must be" false ;; "must be" .Values.nothing
rest .Values.words ;; .Values.nothing ;; (list 1) ;; "abc"
reverse .Values.words ;; .Values.nothing ;; .Values.mixed ;; "abc"
round 2.5 0 ;; 3.14159 2 ;; -2.5 0 ;; 123.555555 3 ;; 2.4 0 0.4 ;; "3.7" 0 ;; 1234 -2
semver "1.2.3" ;; "v1.2" ;; "1.2.3-beta.1+build" ;; "bad" ;; "" ;; "1"
semverCompare "^1.2.0" "1.5.0" ;; "~1.2" "1.3.0" ;; ">=1.0.0, <2.0.0" "1.9.9" ;; ">=1.19-0" "v1.25.0-gke.1" ;; ">=1.19" "1.25.0-rc.1" ;; "1.x" "1.4.0" ;; "*" "0.0.1" ;; "!=1.2.3" "1.2.4" ;; "^0.2.3" "0.3.0" ;; "1.2 - 1.4" "1.4.5" ;; "<1 || >2" "3.0.0" ;; "" "1.0.0" ;; "bad" "1.0.0" ;; "1.0.0" "bad" ;; ">=1.2.3<2" "1.5.0" ;; "=1.2.3" "1.2.3+meta" ;; "~0" "0.9.9" ;; "^0.0.3" "0.0.4" ;; "=>1.2" "1.2.0" ;; ">1.2" "1.2.5"
seq 5 ;; 2 5 ;; 0 2 10 ;; 5 1 ;; 3 1 3 ;; -3 ;; 0 ;; ;; 1 2 3 4 ;; 10 -5 0
set (dict "a" 1) "b" 2 ;; (dict "a" 1) "a" nil ;; (dict) "x" .Values.words
sha1sum "hello" ;; ""
sha256sum "hello" ;; "" ;; .Values.app
sha512sum "hello"
slice .Values.words 1 ;; .Values.words 1 2 ;; .Values.words ;; .Values.words 0 0 ;; .Values.words 2 1 ;; .Values.words 5 ;; .Values.words 0 9 ;; .Values.nothing 0 ;; "abc" 1 ;; .Values.words .Values.zero 2
snakecase "FooBar" ;; "foo-bar" ;; "HTTPServer" ;; "a1B2" ;; "" ;; "already_snake"
sortAlpha .Values.words ;; .Values.numbers ;; .Values.mixed ;; .Values.nothing ;; "text" ;; (list "b" "B" "a10" "a9")
split "," "a,b" ;; "," "" ;; "x" "abc" ;; "" "abc"
splitList "," "a,b,,c" ;; "," "" ;; "" "abc" ;; "x" "abc"
splitn "," 2 "a,b,c" ;; "," 0 "a,b" ;; "," -1 "a,b,c" ;; "x" 3 "abc"
squote "a" ;; "it's" ;; 1 nil "b" ;; .Values.words ;; nil ;; ""
sub 5 3 ;; 5.9 3 ;; "5" 2 ;; 1 .Values.port
subf 5 1.5 ;; 5 1 1 ;; 0.3 0.1
substr 0 3 "hello" ;; 2 -1 "hello" ;; -1 2 "hello" ;; 1 9 "hello" ;; 3 1 "hello" ;; 0 0 "x" ;; 0 2 "é!"
swapcase "Hello World" ;; "" ;; "äÖ"
ternary "t" "f" true ;; "t" "f" .Values.off ;; "t" "f" "x" ;; 1 2 (eq 1 1) ;; "t" "f" .Values.gone
title "hello world" ;; "" ;; "o'neil-smith" ;; "ALL CAPS" ;; "éa b_c"
toDate "2006-01-02" "2021-03-04" ;; "2006" "x" ;; "15:04" "10:30"
toDecimal "0777" ;; 777 ;; "x" ;; "8" ;; ""
toJson .Values.table ;; .Values.words ;; "a<b>&c" ;; 1e20 ;; 1e21 ;; 0.000001 ;; 0.0000001 ;; nil ;; .Values.big ;; 1.0 ;; "é\n\t\u2028" ;; .Values.mixed ;; (dict "b" 1 "a" 2 "B" 3) ;; (list) ;; "\x01\x7f" ;; -0.0 ;; 100000000000000000000000.0
toPrettyJson .Values.tree ;; .Values.nothing ;; "<x>" ;; .Values.bare ;; (list 1 (dict "a" (list)))
toRawJson "a<b>&c" ;; .Values.table ;; nil
toString 5 ;; 2.5 ;; nil ;; true ;; .Values.words ;; .Values.table ;; .Values.big ;; "x" ;; (list "a" nil) ;; .Values.gone
toStrings .Values.numbers ;; .Values.mixed ;; "x" ;; 5 ;; .Values.nothing ;; .Values.gone
toToml .Values.labels ;; (dict "a" 1.0 "b" (list 1 2)) ;; .Values.tree ;; (dict "a" "x\ny" "b" true "c" 2.5) ;; (dict "m" (list (dict "x" 1))) ;; "x" ;; nil
toYaml .Values.table ;; .Values.words ;; "text" ;; "" ;; nil ;; .Values.items ;; .Values.tree ;; .Values.text ;; "yes" ;; 1e20 ;; .Values.big ;; "a: b" ;; (list) ;; (dict) ;; (list (list 1) (dict "a" (list 2)))
toYamlPretty .Values.items ;; .Values.words ;; nil
trim " a b \n" ;; "" ;; "\t\u00a0x\u00a0"
trimAll "$" "$5.00$" ;; "ab" "abcba" ;; "" "x" ;; " -" "- a -"
trimPrefix "a" "aab" ;; "" "x" ;; "long" "lo"
trimSuffix "-" "a--" ;; "" "x" ;; "b" "ab"
trunc 3 "hello" ;; -3 "hello" ;; 0 "x" ;; 10 "abc" ;; 1 "é" ;; 63 "short"
tuple 1 "a" ;;
typeIs "string" .Values.app ;; "map[string]interface {}" .Values.table ;; "chartutil.Values" .Values ;; "common.Values" .Values ;; "int64" (int64 1)
typeIsLike "*int" 5 ;; "string" "x"
typeOf .Values.table ;; .Values.words ;; .Values.port ;; 5 ;; nil ;; (int64 1) ;; (list) ;; (until 2) ;; (splitList "," "a") ;; (split "," "a") ;; .Release ;; .Template ;; .Files ;; (toDate "2006" "2021") ;; (semver "1.2.3") ;; 'x' ;; (dict) ;; .Values.gone ;; .Release.Revision ;; .Capabilities.APIVersions ;; (fromYaml "a: 1") ;; (chunk 1 .Values.words) ;; (regexFindAll "a" "a" -1) ;; (keys (dict "a" 1)) ;; (len "a") ;; (duration 5) ;; (round 1.5 0) ;; (atoi "1") ;; (toDecimal "7")
uniq (list 1 1 "a" "a" 1.0) ;; .Values.words ;; .Values.nothing ;; "aab"
unixEpoch (toDate "2006-01-02" "2021-03-04") ;; 0
unset (dict "a" 1 "b" 2) "a" ;; (dict) "x"
until 3 ;; 0 ;; -2 ;; .Values.count ;; (int .Values.count)
untilStep 0 10 3 ;; 5 0 -2 ;; 0 5 0 ;; 0 5 -1 ;; 3 3 1
untitle "Hello World" ;; "" ;; "ABC dEF"
upper "abc" ;; "äß" ;; "" ;; .Values.port
urlJoin (dict "scheme" "http" "host" "h:80" "path" "/p" "query" "a=b" "fragment" "f") ;; (dict "host" "h") ;; (dict) ;; (urlParse "https://u:p@h/x?y#z")
urlParse "https://user:pw@host:8080/a/b?q=1#frag" ;; "plain" ;; "" ;; "http://[::1]/" ;; "mailto:a@b"
urlquery "a b&c=d" ;; "é/?" ;; 1 2 ;; nil
without .Values.words "fig" ;; .Values.numbers 1 ;; .Values.numbers 1.0 ;; (list 1 2 3) 1 3 ;; .Values.nothing "x"
wrap 5 "hello big world" ;; 80 "short" ;; 1 "a b" ;; 3 "abcdef gh" ;; 0 "ab"
wrapWith 5 "\t" "hello big world" ;; 3 "|" "abcdefgh" ;; 4 "\n" "one two three"
mustAppend .Values.words 1
mustChunk 2 .Values.words
mustCompact .Values.mixed
mustDateModify "1h" (toDate "2006" "2021") ;; "x" (toDate "2006" "2021")
mustDeepCopy .Values.tree ;; nil
mustFirst .Values.words ;; "x"
mustFromJson "{\"a\":1}" ;; "[1,2.5]" ;; "{" ;; "" ;; "3"
mustHas "fig" .Values.words ;; "x" 5
mustInitial .Values.words
mustLast .Values.words
mustMerge (dict "a" 1) (dict "b" 2)
mustMergeOverwrite (dict "a" 1) (dict "a" 2)
mustPrepend .Values.words 1
mustPush .Values.words 1
mustRegexFind "a+" "baa" ;; "(" "a"
mustRegexFindAll "a" "aba" -1 ;; "(" "a" 1
mustRegexMatch "a" "b" ;; "(" "a"
mustRegexReplaceAll "a" "aba" "x" ;; "(" "a" "b"
mustRegexReplaceAllLiteral "a" "aba" "$0" ;; "[" "a" "b"
mustRegexSplit "," "a,b" -1 ;; "(" "a" 1
mustRest .Values.words
mustReverse .Values.words
mustSlice .Values.words 1 2 ;; .Values.words 9
mustToDate "2006" "2021" ;; "2006" "x"
mustToJson .Values.table ;; "<&>" ;; nil
mustToPrettyJson .Values.tree
mustToRawJson "<&>"
mustToYaml .Values.words
mustUniq (list 1 1 2)
mustWithout .Values.words "fig"
must_date_modify "1h" (toDate "2006" "2021")
date_modify "-1h" (toDate "2006" "2021")
date_in_zone "2006-01-02 15:04" 0 "UTC"
trimall "x" "xax"
fromToml "a = 1\n[t]\nb = \"x\"" ;; "a = " ;; ""
mustToToml .Values.labels
call .Values.app ;; (print "x")
hello
ext "x.y"
'''

ARGUMENT = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|`[^`]*`|\((?:[^()"]|"(?:[^"\\]|\\.)*"|\((?:[^()"]|"(?:[^"\\]|\\.)*"|\([^()]*\))*\))*\)|[^\s()]+')


def calls():
    """Each function with the arguments of each call, as lists."""
    for line in CALLS.strip().splitlines():
        name, _, rest = line.partition(" ")
        yield name, [ARGUMENT.findall(call) for call in rest.split(";;")]


GROUPS = {
    "numbers": """add add1 add1f addf atoi biggest ceil div divf float64 floor int int64 max maxf min minf mod mul mulf round seq sub subf
        toDecimal until untilStep""",
    "lists": """append chunk compact concat first has initial last list prepend push rest reverse slice sortAlpha tuple uniq without
        mustAppend mustChunk mustCompact mustFirst mustHas mustInitial mustLast mustPrepend mustPush mustRest mustReverse mustSlice mustUniq
        mustWithout""",
    "dicts": """dict dig get hasKey index merge mergeOverwrite omit pick pluck set unset deepCopy mustDeepCopy mustMerge
        mustMergeOverwrite""",
    "compare": "all and any coalesce deepEqual default empty eq ge gt le lt ne not or ternary",
    "types": "kindIs kindOf typeIs typeIsLike typeOf len toString toStrings",
    "semver": "semver semverCompare",
    "dates": """date dateInZone dateModify date_in_zone date_modify duration durationRound htmlDate htmlDateInZone toDate unixEpoch
        mustDateModify mustToDate must_date_modify""",
    "encoding": "adler32sum b32dec b32enc b64dec b64enc derivePassword sha1sum sha256sum sha512sum urlJoin urlParse urlquery html js",
    "json": "fromJson fromJsonArray toJson toPrettyJson toRawJson mustFromJson mustToJson mustToPrettyJson mustToRawJson",
    "yaml-out": "toYaml toYamlPretty toToml mustToYaml mustToToml",
    "yaml-in": "fromYaml fromYamlArray fromToml",
    "printf": "print println",
    "required-fail": "required",
    "actions": "call lookup hello",
}
# What is no time means now to these.
OF_THE_CLOCK = """date dateInZone dateModify date_in_zone date_modify htmlDate htmlDateInZone unixEpoch mustDateModify
    must_date_modify""".split()
GROUP_OF = {name: group for group, names in GROUPS.items() for name in names.split()}


def group_of(name):
    if name.lower().startswith(("regex", "mustregex")):
        return "regex"
    return GROUP_OF.get(name, "strings")
