//! Time zones by their names, from the data that is built in: the result must not hang on the machine's.

use crate::template::value::{Moment, Zone};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::sync::LazyLock;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The same time in a zone; one that is not known is UTC, as is `Local`.
pub(super) fn in_zone(moment: &Moment, name: &[u8]) -> Moment {
    let name = std::str::from_utf8(name).unwrap_or_default();
    let (offset, zone) = match (hours_of_old(name), find(name)) {
        (Some(hours), _) => (hours * 3600, Zone::new(name)),
        (None, None) => (0, Zone::new("UTC")),
        (None, Some(zone)) => {
            let seconds = moment.seconds;
            let nearest = seconds.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
            let info = zone.to_offset_info(Timestamp::from_second(nearest).unwrap_or_default());
            (info.offset().seconds(), Zone::new(info.abbreviation()))
        }
    };
    Moment {
        offset,
        zone,
        ..*moment
    }
}

/// Zones of one offset, which newer data have as names of places.
fn hours_of_old(name: &str) -> Option<i32> {
    match name {
        "EST" => Some(-5),
        "MST" => Some(-7),
        "HST" => Some(-10),
        _ => None,
    }
}

fn find(name: &str) -> Option<TimeZone> {
    let zone = ZONES.get(name).ok()?;
    // Files, in which Go looks, are told apart by case.
    (zone.iana_name() == Some(name)).then_some(zone)
}
