//! The kinds that decide as whom calls run or that these refer to, at the versions whose meaning is known.

use crate::diagnostic::ObjectName;

/// What an object is to kagent 0.9 and 0.10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `kagent.dev/v1alpha2` Agent.
    Agent,
    /// `kagent.dev/v1alpha2` SandboxAgent: the same block `declarative`, translated alike.
    SandboxAgent,
    /// `kagent.dev/v1alpha1` Agent, of before v1alpha2.
    FormerAgent,
    /// `kagent.dev/v1alpha2` RemoteMCPServer.
    RemoteMcpServer,
    /// `kagent.dev/v1alpha1` MCPServer, of kmcp.
    McpServer,
    /// `kagent.dev/v1alpha1` ToolServer.
    ToolServer,
    /// `v1` Service, a server where an agent refers to it.
    Service,
    /// `kagent.dev/v1alpha2` ModelConfig.
    ModelConfig,
    /// `v1` Secret.
    Secret,
    /// `v1` ConfigMap.
    ConfigMap,
    /// `v1` ServiceAccount.
    ServiceAccount,
    /// `v1` Namespace.
    Namespace,
    /// Anything else.
    Other,
}

/// Whether an object is of kagent's API, of whatever version and kind.
pub fn is_of_kagent_api(name: &ObjectName) -> bool {
    let group = name.api_version.split_once('/');
    group.is_some_and(|(group, _)| matches!(group, "kagent.dev" | "api.kagent.dev"))
}

impl Kind {
    /// What an object is.
    pub fn of(name: &ObjectName) -> Self {
        match (&*name.api_version, &*name.kind) {
            ("kagent.dev/v1alpha2", "Agent") => Self::Agent,
            ("kagent.dev/v1alpha2", "SandboxAgent") => Self::SandboxAgent,
            ("kagent.dev/v1alpha1", "Agent") => Self::FormerAgent,
            ("kagent.dev/v1alpha2", "RemoteMCPServer") => Self::RemoteMcpServer,
            ("kagent.dev/v1alpha1", "MCPServer") => Self::McpServer,
            ("kagent.dev/v1alpha1", "ToolServer") => Self::ToolServer,
            ("kagent.dev/v1alpha1" | "kagent.dev/v1alpha2", "ModelConfig") => Self::ModelConfig,
            ("v1", "Service") => Self::Service,
            ("v1", "Secret") => Self::Secret,
            ("v1", "ConfigMap") => Self::ConfigMap,
            ("v1", "ServiceAccount") => Self::ServiceAccount,
            ("v1", "Namespace") => Self::Namespace,
            _ => Self::Other,
        }
    }

    /// As manifests and messages name it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agent | Self::FormerAgent => "Agent",
            Self::SandboxAgent => "SandboxAgent",
            Self::RemoteMcpServer => "RemoteMCPServer",
            Self::McpServer => "MCPServer",
            Self::ToolServer => "ToolServer",
            Self::Service => "Service",
            Self::ModelConfig => "ModelConfig",
            Self::Secret => "Secret",
            Self::ConfigMap => "ConfigMap",
            Self::ServiceAccount => "ServiceAccount",
            Self::Namespace => "Namespace",
            Self::Other => "object",
        }
    }

    /// Whether it is an agent.
    pub fn is_agent(self) -> bool {
        matches!(self, Self::Agent | Self::SandboxAgent | Self::FormerAgent)
    }

    /// Whether it is a server wherever it is; a Service is one only where an agent uses it.
    pub fn is_server(self) -> bool {
        matches!(
            self,
            Self::RemoteMcpServer | Self::McpServer | Self::ToolServer
        )
    }
}
