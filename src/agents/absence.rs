//! What templates make of what is absent: those at hand, else those that the contract describes.

use super::reader::ValuesReader;
use crate::contract::{Chain, SentWhen, Use};
use crate::model::State;

/// Whether templates fail where a chain leads nowhere: those at hand if they are seen to read it, else those of the contract,
/// unless releases differ.
pub(super) fn fails(reader: &ValuesReader<'_>, chain: &Chain, if_read: bool) -> bool {
    let usage = reader.context.absences.and_then(|ask| ask.use_of(chain));
    usage.map_or(!if_read, |usage| usage == Use::Unguarded)
}

/// Whether the templates fail at a chain whose start is absent.
pub(super) fn fails_at(reader: &ValuesReader<'_>, chain: &Chain) -> bool {
    fails(reader, chain, false)
}

/// The state of an agent's flag whose block is absent: what the contract fills in, if the templates fail without the
/// block; else what they make of it.
pub(super) fn absent_flag(
    reader: &ValuesReader<'_>,
    flag: &str,
    default: Option<bool>,
) -> State<bool> {
    let filled = default.map_or(State::Absent, State::Set);
    let absences = reader.context.absences;
    let Some(usage) = absences.and_then(|ask| ask.use_of(&Chain::of_entry(flag))) else {
        return filled;
    };
    match usage {
        Use::Unguarded => filled,
        Use::Guarded(Some(is_on)) => State::Set(is_on),
        Use::Guarded(None) => State::Unknown,
        // They ask in another way, such as `with`: a header that is only sent if the flag is on is not sent then.
        Use::None if reader.contract.shape().actor == SentWhen::WhenOn => State::Set(false),
        Use::None => State::Unknown,
    }
}

/// The state of a flag that is not in its block: off, unless the chart's templates take it for something else.
pub(super) fn absent_in_block(reader: &ValuesReader<'_>, is_block_empty: bool) -> State<bool> {
    let absences = reader.context.absences;
    match absences.and_then(|ask| ask.use_of_flag_alone(is_block_empty)) {
        Some(Use::Guarded(Some(true))) => State::Set(true),
        Some(Use::Guarded(None)) => State::Unknown,
        _ => State::Absent,
    }
}

/// What an absent gate counts as: off, unless the chart's templates ask first and take it for something else.
pub(super) fn absent_gate(reader: &ValuesReader<'_>, gate: &Chain) -> State<bool> {
    let absences = reader.context.absences;
    match absences.and_then(|ask| ask.taken_for(gate)) {
        Some(true) => State::Set(true),
        _ => State::Absent,
    }
}
