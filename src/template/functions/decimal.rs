//! Decimal numbers of any length, which Sprig computes with.

use num_bigint::{BigInt, Sign};

/// How many digits after the point a quotient has.
const DIVISION_PRECISION: i32 = 16;

/// A whole number times ten to a power.
#[derive(Debug, Clone)]
pub(super) struct Decimal {
    value: BigInt,
    exponent: i32,
}

impl Decimal {
    /// The number that a float prints as; `None` for what is not finite.
    pub(super) fn from_float(float: f64) -> Option<Self> {
        if !float.is_finite() {
            return None;
        }
        let shortest = format!("{float:e}");
        let (mantissa, exponent) = shortest.split_once('e')?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent: i32 = exponent.parse().ok()?;
        Some(Self {
            value: format!("{whole}{fraction}").parse().ok()?,
            exponent: exponent - i32::try_from(fraction.len()).ok()?,
        })
    }

    /// The nearest float.
    pub(super) fn to_float(&self) -> f64 {
        let written = format!("{}e{}", self.value, self.exponent);
        written.parse().unwrap_or(f64::NAN)
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        let exponent = self.exponent.min(other.exponent);
        Self {
            value: self.scaled(exponent) + other.scaled(exponent),
            exponent,
        }
    }

    pub(super) fn subtract(&self, other: &Self) -> Self {
        self.add(&Self {
            value: -&other.value,
            exponent: other.exponent,
        })
    }

    pub(super) fn multiply(&self, other: &Self) -> Self {
        Self {
            value: &self.value * &other.value,
            exponent: self.exponent.saturating_add(other.exponent),
        }
    }

    /// The quotient, rounded away from zero at its last digit; `None` by zero.
    pub(super) fn divide(&self, other: &Self) -> Option<Self> {
        if other.value.sign() == Sign::NoSign {
            return None;
        }
        let shift =
            i64::from(self.exponent) - i64::from(other.exponent) + i64::from(DIVISION_PRECISION);
        let power = ten_to(shift.unsigned_abs());
        let (dividend, divisor) = match shift < 0 {
            true => (self.value.clone(), &other.value * power),
            false => (&self.value * power, other.value.clone()),
        };
        let mut quotient = &dividend / &divisor;
        let twice: BigInt = (dividend % &divisor) * 2;
        if twice.magnitude() >= divisor.magnitude() {
            quotient += if self.value.sign() == other.value.sign() {
                1
            } else {
                -1
            };
        }
        Some(Self {
            value: quotient,
            exponent: -DIVISION_PRECISION,
        })
    }

    /// The whole number at a smaller exponent.
    fn scaled(&self, exponent: i32) -> BigInt {
        let by = i64::from(self.exponent) - i64::from(exponent);
        &self.value * ten_to(by.unsigned_abs())
    }
}

fn ten_to(power: u64) -> BigInt {
    // The exponents of floats add up to a few thousand at most for what a template can write.
    BigInt::from(10).pow(u32::try_from(power.min(100_000)).unwrap_or(0))
}
