//! The order of kinds, which is that of installing.

use crate::template::version::HelmVersion;

/// Helm 4 installs them before all others.
const FIRST_IN_4: &[&str] = &["PriorityClass"];

/// Those that both know, in order.
const KINDS: &[&str] = &[
    "Namespace",
    "NetworkPolicy",
    "ResourceQuota",
    "LimitRange",
    "PodSecurityPolicy",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "SecretList",
    "ConfigMap",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "CustomResourceDefinition",
    "ClusterRole",
    "ClusterRoleList",
    "ClusterRoleBinding",
    "ClusterRoleBindingList",
    "Role",
    "RoleList",
    "RoleBinding",
    "RoleBindingList",
    "Service",
    "DaemonSet",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "IngressClass",
    "Ingress",
    "APIService",
];

/// Helm 4 knows them, too.
const LAST_IN_4: &[&str] = &[
    "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration",
];

/// The order of one Helm.
pub(super) struct KindOrder {
    first: &'static [&'static str],
    last: &'static [&'static str],
}

impl KindOrder {
    pub(super) fn of(version: HelmVersion) -> Self {
        match version {
            HelmVersion::V3 => Self {
                first: &[],
                last: &[],
            },
            HelmVersion::V4 => Self {
                first: FIRST_IN_4,
                last: LAST_IN_4,
            },
        }
    }

    /// Where a kind is: known ones in their order, then all others by name.
    pub(super) fn rank(&self, kind: &str) -> (usize, String) {
        match self.position(kind) {
            Some(position) => (position, String::new()),
            None => (usize::MAX, kind.to_owned()),
        }
    }

    fn position(&self, kind: &str) -> Option<usize> {
        let mut known = self.first.iter().chain(KINDS).chain(self.last);
        known.position(|known| *known == kind)
    }
}
