//! As whom an agent's calls run: pure functions over the model, by kagent's released behaviour.

mod user_token;

pub use user_token::{
    EXCHANGE, PROPAGATE, Passage, Propagation, SUBJECT_HEADER, UserToken, propagation, user_token,
};
