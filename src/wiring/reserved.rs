//! Headers that describe one request or one connection, and are true of no other.

/// What a reserved header is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reserved {
    /// The connection that it came by (RFC 9110 7.6.1 and 11.7; RFC 9113 8.2.2 calls a request with some of them malformed).
    Connection,
    /// The body that it came with (RFC 9110 8.4 and 8.6).
    Body,
    /// The host that it was sent to (RFC 9110 7.2).
    Host,
    /// The MCP session that it belongs to, or the message formats that its sender takes; the MCP client sets it for each
    /// request (MCP 2025-06-18, Streamable HTTP).
    Transport,
}

const TABLE: [(Reserved, &[&str]); 4] = [
    (
        Reserved::Connection,
        &[
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
        ],
    ),
    (Reserved::Body, &["content-encoding", "content-length"]),
    (Reserved::Host, &["host"]),
    (
        Reserved::Transport,
        &[
            "accept",
            "content-type",
            "last-event-id",
            "mcp-protocol-version",
            "mcp-session-id",
        ],
    ),
];

/// What a header is about, in any spelling of upper and lower case; `None` for a header that may be sent on.
pub fn reserved(name: &str) -> Option<Reserved> {
    let is_name = |known: &&str| known.eq_ignore_ascii_case(name);
    let row = TABLE.iter().find(|(_, names)| names.iter().any(is_name))?;
    Some(row.0)
}
