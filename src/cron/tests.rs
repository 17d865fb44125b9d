//! Schedules as robfig/cron v3 takes and refuses them.

use super::{Interval, Schedule};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

#[test]
fn pauses_of_what_is_taken() {
    for (text, longest) in [
        ("* * * * *", MINUTE),
        ("? ? ? ? ?", MINUTE),
        ("*/15 * * * *", 15 * MINUTE),
        ("*/15  *\t* * * ", 15 * MINUTE),
        ("*/40 * * * *", 40 * MINUTE),
        ("0,10,30 * * * *", 30 * MINUTE),
        (",0,,30, * * * *", 30 * MINUTE),
        ("0-59/20 * * * *", 20 * MINUTE),
        ("5/15 * * * *", 15 * MINUTE), // 5-59/15
        ("50/15 * * * *", HOUR),       // 50 alone
        ("+5 05 * * *", DAY),
        ("*-7 * * * *", MINUTE), // taken for a star
        ("0 */5 * * *", 5 * HOUR),
        ("0 9-17 * * *", 16 * HOUR),
        ("0 0 * * *", DAY),
        ("59 23 * * MON-FRI", 3 * DAY),
        ("0 0 * * 6", 7 * DAY),
        ("0 0 * jan-dec SUN", 7 * DAY),
        ("0 0 1 * *", 31 * DAY),
        ("0 0 31 * *", 61 * DAY), // from August to October
        ("0 0 30 * *", 60 * DAY),
        ("0 0 1 FEB *", 366 * DAY),
        ("0 0 29 2 *", 1461 * DAY),
        ("0 0 1 * 1", 7 * DAY),   // the first, and Mondays
        ("0 0 */2 * 1", 2 * DAY), // a step of two is no star: the odd days, and Mondays
        ("0 0 */1 * 1", 7 * DAY), // a step of one is
        ("0 0 *,5 * 1", 7 * DAY), // so is one in a list
        ("0 0 13 * */1", 31 * DAY),
        ("@yearly", 366 * DAY),
        ("@annually", 366 * DAY),
        ("@monthly", 31 * DAY),
        ("@weekly", 7 * DAY),
        ("@daily", DAY),
        ("@midnight", DAY),
        ("@hourly", HOUR),
        ("@every 15m", 15 * MINUTE),
        ("@every 1h30m", 90 * MINUTE),
        ("@every 90.9s", 90),
        ("@every 1ms", 1),
        ("@every -5m", 1),
        ("@every 0", 1),
    ] {
        let schedule = Schedule::parse(text).unwrap();
        let interval = schedule.longest_interval();
        assert_eq!(
            interval.map(|interval| interval.seconds),
            Some(longest),
            "{text}"
        );
    }
}

#[test]
fn what_never_fires_has_no_pause() {
    for text in ["0 0 30 2 *", "0 0 31 2,4,6,9,11 *", ", * * * *"] {
        assert_eq!(Schedule::parse(text).unwrap().longest_interval(), None);
    }
}

#[test]
fn regular_pauses() {
    let is_regular = |text| {
        let interval: Interval = Schedule::parse(text).unwrap().longest_interval().unwrap();
        interval.is_regular
    };
    for text in ["*/15 * * * *", "30 */6 * * *", "0 3 * * *", "@every 7m"] {
        assert!(is_regular(text), "{text}");
    }
    for text in ["*/40 * * * *", "0 */5 * * *", "0 9-17 * * *", "* * * * 1-5"] {
        assert!(!is_regular(text), "{text}");
    }
}

#[test]
fn what_is_refused_and_why() {
    for (text, why) in [
        ("", "is empty"),
        (" ", "is empty"),
        ("15", "has one field, but Kubernetes reads five"),
        (" @daily", "has one field, but Kubernetes reads five"),
        ("* * * *", "has 4 fields, but Kubernetes reads five"),
        (
            "0 */15 * * * *",
            "has six fields, but Kubernetes reads five, without seconds",
        ),
        ("0 0 12 * * ? *", "has 7 fields, but Kubernetes reads five"),
        (
            "0 0 * * 7",
            "has `7` as day of week, where Sunday is 0 and the last day is 6",
        ),
        (
            "0 0 * * 1-7",
            "has `1-7` as day of week, where Sunday is 0 and the last day is 6",
        ),
        (
            "0 0 * * 8",
            "has `8` as day of week, which goes from 0 to 6",
        ),
        ("60 * * * *", "has `60` as minute, which goes from 0 to 59"),
        (
            "*/60,70 * * * *",
            "has `70` as minute, which goes from 0 to 59",
        ),
        ("0 24 * * *", "has `24` as hour, which goes from 0 to 23"),
        (
            "0 0 0 * *",
            "has `0` as day of month, which goes from 1 to 31",
        ),
        ("0 0 1 0 *", "has `0` as month, which goes from 1 to 12"),
        ("0 0 1 13 *", "has `13` as month, which goes from 1 to 12"),
        (
            "50-10 * * * *",
            "has `50-10` as minute, a range that ends before it begins",
        ),
        (
            "0 22-6 * * *",
            "has `22-6` as hour, a range that ends before it begins",
        ),
        (
            "0 0 * * SAT-SUN",
            "has `SAT-SUN` as day of week, a range that ends before it begins",
        ),
        (
            "*/0 * * * *",
            "has `*/0` as minute, a step that leads nowhere",
        ),
        (
            "1-2-3 * * * *",
            "has `1-2-3` as minute, with a `-` or a `/` too many",
        ),
        (
            "*/2/3 * * * *",
            "has `*/2/3` as minute, with a `-` or a `/` too many",
        ),
        ("-5 * * * *", "has `-5` as minute, which is no number"),
        ("*/ * * * *", "has `*/` as minute, which is no number"),
        ("/15 * * * *", "has `/15` as minute, which is no number"),
        ("15m * * * *", "has `15m` as minute, which is no number"),
        ("MON * * * *", "has `MON` as minute, which is no number"),
        ("** * * * *", "has `**` as minute, which is no number"),
        (
            "99999999999 * * * *",
            "has `99999999999` as minute, which goes from 0 to 59",
        ),
        (
            "0 0 * MON *",
            "has `MON` as month, which is neither a number nor one of the names JAN to DEC",
        ),
        (
            "0 0 * * MONDAY",
            "has `MONDAY` as day of week, which is neither a number nor one of the names SUN to SAT",
        ),
        (
            "0 0 L * *",
            "has `L` as day of month, but Kubernetes knows no `L`, `W` or `#`",
        ),
        (
            "0 0 15W * *",
            "has `15W` as day of month, but Kubernetes knows no `L`, `W` or `#`",
        ),
        (
            "0 0 * * 5L",
            "has `5L` as day of week, but Kubernetes knows no `L`, `W` or `#`",
        ),
        (
            "0 0 * * MON#2",
            "has `MON#2` as day of week, but Kubernetes knows no `L`, `W` or `#`",
        ),
        (
            "something_of_no_use * * * *",
            "has something as minute, which is no number",
        ),
        (
            "TZ=UTC * * * * *",
            "names a time zone, which Kubernetes does not take within a schedule",
        ),
        (
            "CRON_TZ=UTC 0 * * * *",
            "names a time zone, which Kubernetes does not take within a schedule",
        ),
        (
            "@every",
            "begins with `@`, but is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly and `@every` with a duration, in small letters",
        ),
        (
            "@every 15",
            "says `@every` without a duration such as `15m` or `1h30m`",
        ),
        (
            "@every 1d",
            "says `@every` without a duration such as `15m` or `1h30m`",
        ),
        (
            "@every  15m",
            "says `@every` without a duration such as `15m` or `1h30m`",
        ),
    ] {
        let refused = Schedule::parse(text).map_err(|error| error.to_string());
        assert_eq!(refused, Err(why.to_owned()), "{text}");
    }
    for text in ["@reboot", "@Daily", "@hourly ", "@15m"] {
        assert_eq!(
            Schedule::parse(text),
            Err(super::ScheduleError::Descriptor),
            "{text}"
        );
    }
}
