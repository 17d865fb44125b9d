//! Listed servers, the credentials that values hold, and the tokens that all agents share.

use super::{Mistake, NONE};
use helm_obo::values::Flag::{Set, SetJson, SetString};

pub(super) const HANDBOOK: &str = "      url: https://handbook.example.com/mcp\n";
pub(super) const TICKETS: &str = "      url: http://tickets.tools.svc.cluster.local:8080/mcp\n";
const LIFETIME: &str = "    tokenExpirationSeconds: 3600\n";
const SCHEDULE: &str = "    tokenRefreshSchedule: \"*/15 * * * *\"\n";
const IDENTIFIER: &str = "        resourceIdentifier: \"https://muster.example.com/mcp\"\n";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        what: "a URL without its scheme",
        base: &[(TICKETS, "      url: «invalid-url|tickets.tools:8080/mcp»\n")],
        overlay: Some(
            "agents:\n  remoteMcpServers:\n    - name: a\n      url: «invalid-url|10.0.0.7:8080/mcp»\n",
        ),
        argument: Some((
            SetString,
            "agents.remoteMcpServers[0].name=a,agents.remoteMcpServers[0].url=«invalid-url|a:8080/mcp»",
        )),
        ..NONE
    },
    Mistake {
        what: "another scheme, no host, a wrong port",
        base: &[(
            HANDBOOK,
            "      url: «invalid-url|htps://handbook.example.com/mcp»\n",
        )],
        overlay: Some(concat!(
            "agents:\n  remoteMcpServers:\n    - {name: a, url: «invalid-url|\"http://:8080/mcp\"»}\n",
            "    - {name: b, url: «invalid-url|\"http://b:80800/mcp\"»}\n",
            "    - {name: c, url: «invalid-url|'http://c.tools/mcp '»}\n",
        )),
        argument: Some((
            SetJson,
            "agents.remoteMcpServers=[{\"name\": \"a\", \"url\": «invalid-url|\"https:/a.tools/mcp\"»}]",
        )),
        ..NONE
    },
    Mistake {
        what: "a token over http",
        base: &[(
            TICKETS,
            "      url: «warning credential-over-http|http://tickets.example.com/mcp»\n",
        )],
        overlay: Some(concat!(
            "agents:\n  remoteMcpServers:\n    - name: a\n      tokenSecret: a-token\n",
            "      url: «warning credential-over-http, warning protocol-mismatch|http://a.example.com:8080/sse»\n",
        )),
        argument: Some((
            SetJson,
            "agents.remoteMcpServers=[{\"name\": \"a\", \"url\": «warning credential-over-http|\"http://a.org\"», \"tokenSecret\": \"t\"}]",
        )),
        ..NONE
    },
    Mistake {
        what: "an SSE endpoint",
        base: &[(
            TICKETS,
            "      url: «warning protocol-mismatch|http://tickets.tools:8080/sse»\n",
        )],
        overlay: Some(
            "agents:\n  remoteMcpServers:\n    - {url: «warning protocol-mismatch|http://a/v1/sse/», name: a}\n",
        ),
        argument: Some((
            SetJson,
            "agents.remoteMcpServers=[{\"name\": \"a\", \"url\": «warning protocol-mismatch|\"http://a/sse?x=1\"»}]",
        )),
        ..NONE
    },
    Mistake {
        what: "a password in the environment",
        base: &[(
            "        - name: LOG_LEVEL\n          value: info\n",
            "        - name: GRAFANA_PASSWORD\n          value: «plaintext-credential|correct-horse»\n",
        )],
        overlay: Some(concat!(
            "agents:\n  definitions:\n    release-agent:\n      env:\n",
            "        - {name: WIKI_API_KEY, value: «plaintext-credential|\"c0rrect-horse\"»}\n",
        )),
        argument: Some((
            SetString,
            "agents.definitions.docs-agent.env[0].name=DB_PASSWORD,agents.definitions.docs-agent.env[0].value=«plaintext-credential|correct-horse»",
        )),
        ..NONE
    },
    Mistake {
        what: "a token instead of its Secret's name",
        base: &[(
            "      tokenSecret: tickets-token\n",
            "      tokenSecret: «plaintext-credential|\"Bearer 5f2a9c81e77b4d\"»\n",
        )],
        overlay: Some(concat!(
            "agents:\n  models:\n    - name: big\n      provider: OpenAI\n      model: gpt-4o\n",
            "      apiKeySecret: «plaintext-credential|sk-5f2a9c81e77b4d5f2a9c81e7»\n",
        )),
        argument: Some((
            Set,
            "agents.definitions.sre-agent.tokenSecret=«plaintext-credential|Bearer 5f2a9c81e77b4d»",
        )),
        ..NONE
    },
    Mistake {
        what: "a password in a URL",
        base: &[(
            TICKETS,
            "      url: «plaintext-credential, warning credential-over-http|http://robot:correct-horse@tickets.example.com/mcp»\n",
        )],
        overlay: Some(
            "agents:\n  remoteMcpServers:\n    - {name: a, url: «plaintext-credential, invalid-url|\"https://robot:correct-horse@/mcp\"»}\n",
        ),
        argument: Some((
            SetJson,
            "agents.remoteMcpServers=[{\"name\": \"a\", \"url\": «plaintext-credential, warning protocol-mismatch|\"https://r0bot-token@a.example.com/sse\"»}]",
        )),
        ..NONE
    },
    Mistake {
        what: "a schedule with seconds",
        base: &[(
            SCHEDULE,
            "    tokenRefreshSchedule: «invalid-schedule|\"0 */15 * * * *\"»\n",
        )],
        overlay: Some(
            "agents:\n  muster:\n    tokenRefreshSchedule: «invalid-schedule|0 0 */15 * * ?»\n",
        ),
        argument: Some((
            SetString,
            "agents.muster.tokenRefreshSchedule=«invalid-schedule|0 */15 * * * *»",
        )),
        ..NONE
    },
    Mistake {
        what: "a schedule that only others read",
        base: &[(
            SCHEDULE,
            "    tokenRefreshSchedule: «invalid-schedule|0 0 * * 7»\n",
        )],
        overlay: Some(
            "agents: {muster: {tokenRefreshSchedule: «invalid-schedule|\"0 0 L * *\"»}}\n",
        ),
        argument: Some((
            Set,
            "agents.muster.tokenRefreshSchedule=«invalid-schedule|15m»",
        )),
        ..NONE
    },
    Mistake {
        what: "an empty schedule",
        base: &[(
            SCHEDULE,
            "    tokenRefreshSchedule: «invalid-schedule|\"\"»\n",
        )],
        overlay: Some("agents: {muster: {tokenRefreshSchedule: «invalid-schedule|' '»}}\n"),
        ..NONE
    },
    Mistake {
        what: "a lifetime below ten minutes",
        base: &[(
            LIFETIME,
            "    tokenExpirationSeconds: «token-expires-early|599»\n",
        )],
        overlay: Some(
            "agents:\n  muster:\n    tokenExpirationSeconds: «token-expires-early|60» # minutes?\n",
        ),
        argument: Some((
            Set,
            "agents.muster.tokenExpirationSeconds=«token-expires-early|300»",
        )),
        ..NONE
    },
    Mistake {
        what: "a lifetime above what Kubernetes takes",
        base: &[(
            LIFETIME,
            "    tokenExpirationSeconds: «token-expires-early|4294967297»\n",
        )],
        argument: Some((
            Set,
            "agents.muster.tokenExpirationSeconds=«token-expires-early|31536000000»",
        )),
        ..NONE
    },
    Mistake {
        what: "a lifetime as short as the pause",
        base: &[(
            LIFETIME,
            "    tokenExpirationSeconds: «token-expires-early|900»\n",
        )],
        overlay: Some("agents: {muster: {tokenExpirationSeconds: «token-expires-early|600»}}\n"),
        argument: Some((
            Set,
            "agents.muster.tokenExpirationSeconds=«token-expires-early|899»",
        )),
        ..NONE
    },
    Mistake {
        what: "a pause longer than the chart's lifetime",
        overlay: Some(
            "agents:\n  muster:\n    tokenRefreshSchedule: «token-expires-early|\"@every 1h\"»\n",
        ),
        argument: Some((
            Set,
            "agents.muster.tokenRefreshSchedule=«token-expires-early|0 8-20 * * 1-5»",
        )),
        ..NONE
    },
    Mistake {
        what: "no audience",
        base: &[
            ("    - muster.example.com\n", "    []\n"),
            (
                IDENTIFIER,
                "        resourceIdentifier: «audience-missing|\"\"»\n",
            ),
        ],
        overlay: Some(concat!(
            "ingress: {hostnames: null}\nmuster:\n  muster:\n    oauth:\n      server:\n",
            "        resourceIdentifier: «audience-missing|null»\n",
        )),
        argument: Some((
            Set,
            "ingress.hostnames=null,muster.muster.oauth.server.resourceIdentifier=«audience-missing|null»",
        )),
        ..NONE
    },
    Mistake {
        what: "no audience any more: the only one deleted",
        base: &[
            (
                "  hostnames:\n    - muster.example.com\n",
                "  «audience-missing|hostnames»: []\n",
            ),
            (IDENTIFIER, ""),
        ],
        overlay: Some("ingress: {hostnames: [«audience-missing|''»]}\n"),
        points: &[(IDENTIFIER, "")],
        ..NONE
    },
    Mistake {
        what: "a server at muster for the users' tokens",
        base: &[(
            HANDBOOK,
            "      url: «note discovery-unauthenticated|http://muster.platform.svc:8090/mcp»\n",
        )],
        overlay: Some(concat!(
            "agents:\n  remoteMcpServers:\n    - name: a\n      url: «note discovery-unauthenticated|http://muster.x/mcp»\n",
            "    - name: b\n      url: https://MUSTER.example.com/other\n",
        )),
        argument: Some((
            SetJson,
            "agents.remoteMcpServers=[{\"name\": \"a\", \"url\": «note discovery-unauthenticated|\"http://muster:8090/mcp\"»}]",
        )),
        ..NONE
    },
];
