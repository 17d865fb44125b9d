//! What is sealed or filled in before Helm reads it, of whatever type it will be: no rule speaks of it.

use super::{CHART, lint, overlays_give_what_they_say};

/// Places in values where a stand-in may be: `@` marks it.
const PLACES: &[&str] = &[
    "kagent: {enabled: @, namespaceOverride: @}\n",
    "muster: {enabled: @, fullnameOverride: @, service: {port: @}}\n",
    "muster: @\n",
    "kagent: @\n",
    "agents: {definitions: {sre-agent: {enabled: @}}}\n",
    "agents: {definitions: {sre-agent: {obo: {enabled: @}}}}\n",
    "agents: {definitions: {sre-agent: {obo: @}}}\n",
    "agents: {definitions: {sre-agent: {m2m: {enabled: @, granted: {user: @, groups: [@]}}}}}\n",
    "agents: {definitions: {sre-agent: {m2m: @}}}\n",
    "agents: {definitions: {sre-agent: {allowedHeaders: @}}}\n",
    "agents: {definitions: {sre-agent: {allowedHeaders: [@, @]}}}\n",
    "agents: {definitions: {sre-agent: {env: @}}}\n",
    "agents: {definitions: {sre-agent: {env: [@]}}}\n",
    "agents: {definitions: {sre-agent: {env: [{name: @, value: @}, {name: @, value: @}]}}}\n",
    "agents: {definitions: {sre-agent: {env: [{name: KAGENT_PROPAGATE_TOKEN, value: @}]}}}\n",
    "agents: {definitions: {sre-agent: {toolNames: @}}}\n",
    "agents: {definitions: {sre-agent: {toolNames: [@, @]}}}\n",
    "agents: {definitions: {sre-agent: {serviceAccount: @, tokenSecret: @, modelConfig: @}}}\n",
    "agents: {definitions: {sre-agent: {systemMessage: @, description: @}}}\n",
    "agents: {definitions: {sre-agent: {agentgatewayRoute: {hostname: @}}}}\n",
    "agents: {definitions: {sre-agent: @}}\n",
    "agents: {definitions: @}\n",
    "agents: {remoteMcpServers: @}\n",
    "agents: {remoteMcpServers: [@]}\n",
    "agents: {remoteMcpServers: [{name: @, url: @, tokenSecret: @, description: @}]}\n",
    "agents: {remoteMcpServers: [{name: @, url: \"http://a.tools/mcp\"}, {name: @, url: \"http://b.tools/mcp\"}]}\n",
    "agents: {definitions: {sre-agent: {serviceAccount: @, tokenSecret: @}, docs-agent: {serviceAccount: @, tokenSecret: @}}}\n",
    "agents: {models: @}\n",
    "agents: {models: [{name: @, provider: @, model: @, apiKeySecret: @, apiKeySecretKey: @}]}\n",
    "agents: {muster: {tokenExpirationSeconds: @, tokenRefreshSchedule: @}}\n",
    "agents: {muster: @}\n",
    "ingress: {mode: @, hostnames: [@]}\n",
    "ingress: {hostnames: @}\n",
    "muster: {muster: {oauth: {server: {resourceIdentifier: @, trustedIssuers: @}}}}\n",
    "muster: {muster: {oauth: {server: {trustedIssuers: [@]}}}}\n",
    "muster: {muster: {oauth: {server: {tokenExchangeBroker: @}}}}\n",
    "muster: {muster: {oauth: {server: {tokenExchangeBroker: {actorDelegationPolicy: @, workloadAudiences: @}}}}}\n",
];

/// Stand-ins of each kind, as they are written within `{…}`.
const STAND_INS: &[&str] = &[
    "\"ENC[AES256_GCM,data:dHJ1ZQ==,iv:AAAAAAAAAAAAAAAAAAAAAA==,tag:AAAAAAAAAAAAAAAAAAAAAA==,type:bool]\"",
    "'ENC[AES256_GCM,data:MzYwMA==,iv:AAAA,tag:AAAA,type:int]'",
    "\"${ON:=true}\"",
    "$ON",
    "ref+vault://secret/data/a#/on",
    "\"((on))\"",
    "\"#{On}#\"",
    "\"${{ vars.ON }}\"",
    "\"$ANSIBLE_VAULT;1.1;AES256\\n6638\\n3361\\n\"",
    "!vault \"sealed\"",
];

#[test]
fn nothing_is_said_of_a_stand_in() {
    let mut differences = Vec::new();
    for place in PLACES {
        for stand_in in STAND_INS {
            let overlay = place.replace('@', stand_in);
            differences.extend(lint(CHART).overlay(&overlay).difference(&overlay));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// As SOPS and Flux write them, without quotes, and what else such files hold.
#[test]
fn files_as_tools_write_them() {
    overlays_give_what_they_say(&[
        (
            "sealed by SOPS",
            concat!(
                "agents:\n    muster:\n        tokenExpirationSeconds: ENC[AES256_GCM,data:MzYwMA==,iv:AAAA,tag:AAAA,type:int]\n",
                "    definitions:\n        sre-agent:\n            enabled: ENC[AES256_GCM,data:dHJ1ZQ==,iv:AAAA,tag:AAAA,type:bool]\n",
                "            #ENC[AES256_GCM,data:eA==,iv:AAAA,tag:AAAA,type:comment]\n",
                "            tokenSecret: !vault |\n                $ANSIBLE_VAULT;1.1;AES256\n                66386439653236\n                3361\n",
                "sops:\n    age:\n        - recipient: age1qqqq\n          enc: |\n            -----BEGIN AGE ENCRYPTED FILE-----\n            ",
                "YWdl\n            -----END AGE ENCRYPTED FILE-----\n    lastmodified: \"2026-03-02T08:00:00Z\"\n",
                "    mac: ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:str]\n    version: 3.9.1\n",
            ),
        ),
        (
            "filled in by Flux, keys too",
            concat!(
                "agents:\n  definitions:\n    sre-agent:\n      enabled: ${ON:=true}\n      ${KEY}: 1\n      serviceAccount: ${CLUSTER}-sre\n",
                "    ${AGENT}: {enabled: false}\n",
            ),
        ),
    ]);
}

/// What no tool fills in, or nobody can open, is what it says.
#[test]
fn what_only_looks_like_one() {
    overlays_give_what_they_say(&[
        (
            "a seal that is cut off",
            concat!(
                "agents:\n  muster: {tokenExpirationSeconds: «wrong-type|\"ENC[AES256_GCM,data:MzYwMA==\"»}\n",
                "  definitions:\n    sre-agent:\n      enabled: «wrong-type|ENC[AES256_GCM,data:dHJ1ZQ==,iv:AAAA»\n",
                "      env:\n        - {name: KAGENT_PROPAGATE_TOKEN, value: \"true\"}\n",
                "        - {name: API_KEY, value: «plaintext-credential|\"ENC[AES256_GCM,data:bXkta2V5,iv:AAAA\"»}\n",
            ),
        ),
        (
            "to be written by hand",
            concat!(
                "agents:\n  definitions:\n    sre-agent: {enabled: «wrong-type|REPLACE_ME», m2m: {enabled: «wrong-type|<TODO>»}}\n",
                "    docs-agent: {enabled: «wrong-type|\"vault:secret/data/a#on\"»}\n",
            ),
        ),
    ]);
}

/// SOPS keeps a code over all values of a file: what an editor changes in it, it does not open any more.
#[test]
fn a_sealed_file_is_not_fixed() {
    let seal =
        "sops: {mac: \"ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:str]\", version: 3.9.1}\n";
    let overlay = "agents: {definitions: {sre-agent: {m2m: {enabled: \"false\"}}}}\n";
    let fix = |text: &str| {
        let report: serde_json::Value =
            serde_json::from_str(&lint(CHART).overlay(text).json()).unwrap();
        let found = report["diagnostics"].as_array().unwrap().clone();
        let found = found
            .into_iter()
            .find(|found| found["rule"] == "wrong-type");
        found.unwrap()
    };
    assert!(fix(overlay)["fix"].is_object());
    let sealed = fix(&format!("{overlay}{seal}"));
    assert!(sealed["fix"].is_null());
    let why = sealed["unfixable"].as_str().unwrap();
    assert!(why.contains("SOPS has sealed the file"), "{why}");
}
