//! Manifests: what they are, as whom their calls run, and what is wrong with them.

mod agreement;
mod argo_files;
mod around;
mod changed_releases;
mod entries_of_releases;
mod flux_kustomizations;
mod found_kagent;
mod further_documents;
mod helm_options;
mod hidden;
mod identity;
mod installed;
mod installed_apart;
mod installed_charts;
mod installed_fixes;
mod installed_shown;
mod kagent_values;
mod kustomized_releases;
mod merged;
mod plain_server;
mod published;
mod published_family;
mod refused_releases;
mod rendered;
mod sets;
mod table;
mod translator;
mod unread_parts;
mod unreadable_blocks;
mod values_files;

use crate::common::world::World;

const CRD: &str = "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: remotemcpservers.kagent.dev}
spec:
  group: kagent.dev
  names: {kind: RemoteMCPServer}
  versions:
  - name: v1alpha2
    served: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [owner]
            properties: {owner: {type: string}}
";
const SERVER: &str = "apiVersion: kagent.dev/v1alpha2
kind: RemoteMCPServer
metadata: {name: tools, namespace: ns}
spec: {description: tools, url: \"http://tools.ns:80/mcp\"}
";

#[test]
fn crds_of_ones_own_count_in_place_of_the_known_ones() {
    let world = World::empty()
        .file("crds.yaml", CRD)
        .file("server.yaml", SERVER);
    assert_eq!(world.run("lint server.yaml").status, Some(0));
    let ran = world.run("lint server.yaml --crd crds.yaml -o concise");
    assert_eq!(ran.status, Some(1), "{ran:#?}");
    assert!(ran.stdout.contains("`owner` is missing"), "{ran:#?}");
    let ran = world.run("lint server.yaml --crd server.yaml");
    assert_eq!(ran.status, Some(2), "{ran:#?}");
    assert!(
        ran.stderr.contains("no CustomResourceDefinition"),
        "{ran:#?}"
    );
}
