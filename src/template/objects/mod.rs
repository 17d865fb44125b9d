//! The built-in objects, and the methods that values of other types have.

mod methods;

pub use methods::method;
