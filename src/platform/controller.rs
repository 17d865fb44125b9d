//! How kagent's controller was set up, as far as that decides where calls go and as whom.

use super::AuthMode;

/// What is stated of the controller; what is not stated has kagent's own default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Controller {
    /// `proxy.url` of kagent's chart: calls inside of the cluster go there.
    pub proxy_url: Option<String>,
    /// `controller.mcpEgressPlaintext`: calls of RemoteMCPServers go out in clear, for a proxy to encrypt.
    pub mcp_egress_plaintext: bool,
    /// `controller.agentDeployment.serviceAccountName`: whom agents run as that name no account.
    pub default_service_account: Option<String>,
    /// `controller.watchNamespaces`; none means all.
    pub watch_namespaces: Vec<String>,
    /// `controller.auth.mode`; `None` if nothing says it.
    pub auth_mode: Option<AuthMode>,
}
