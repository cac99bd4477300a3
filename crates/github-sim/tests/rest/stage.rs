//! A simulator with an organization, a repository, an App installed on it, and a client.

use github_sim::world::ops::AppSpec;
use github_sim::world::{InstallationId, Level, Role};
use github_sim::{CreatedApp, GitHubSim};
use reqwest::Method;
use serde_json::Value;

/// `acme/shop`, private, with alice (write) and bob (read); the App `helper` is installed on it.
pub(crate) struct Stage {
    pub(crate) sim: GitHubSim,
    pub(crate) app: CreatedApp,
    pub(crate) installation: InstallationId,
    pub(crate) token: String,
    client: reqwest::Client,
    version: &'static str,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    pub(crate) fn message(&self) -> &str {
        self.body["message"].as_str().unwrap_or_default()
    }
}

/// What the App of the stage asks for.
pub(crate) fn spec() -> AppSpec {
    ["issues", "contents", "pull_requests", "checks", "deployments"]
        .into_iter()
        .fold(AppSpec::named("helper"), |spec, name| {
            spec.permission(name, Level::Write)
        })
        .events([
            "issues",
            "issue_comment",
            "label",
            "sub_issues",
            "pull_request",
            "pull_request_review",
            "push",
            "check_run",
            "check_suite",
            "repository",
            "milestone",
            "deployment",
            "deployment_status",
            "release",
        ])
}

impl Stage {
    pub(crate) async fn set() -> Self {
        Self::set_with(spec(), "2022-11-28").await
    }

    #[expect(clippy::disallowed_methods, reason = "a client apart from the one under test")]
    pub(crate) async fn set_with(spec: AppSpec, version: &'static str) -> Self {
        let sim = GitHubSim::builder().start().await.expect("the simulator starts");
        sim.create_repo("acme/shop");
        sim.set_role("acme/shop", "alice", Role::Write)
            .expect("the repository is there");
        sim.set_role("acme/shop", "bob", Role::Read)
            .expect("the repository is there");
        let app = sim.create_app(&spec).expect("the App can be made");
        let installation = sim
            .install(app.id, "acme", &[])
            .expect("the App can be installed");
        let token = sim
            .installation_token(installation)
            .expect("a token can be minted");
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client can be made");
        Self {
            sim,
            app,
            installation,
            token,
            client,
            version,
        }
    }

    /// Calls with the installation's token.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        self.call_as(&self.token, method, path, body).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, Value::Null).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, body).await
    }

    /// Calls with the App's own JWT.
    pub(crate) async fn call_as_app(&self, method: &str, path: &str, body: Value) -> Answer {
        let jwt = self.sim.app_jwt(&self.app).expect("a JWT can be signed");
        self.call_as(&jwt, method, path, body).await
    }

    pub(crate) async fn call_as(&self, token: &str, method: &str, path: &str, body: Value) -> Answer {
        let mut request = self.request(method, path);
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        if !body.is_null() {
            request = request.json(&body);
        }
        self.answer(request).await
    }

    /// A request with the usual headers, to be completed.
    pub(crate) fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method: Method = method.parse().expect("a method");
        self.client
            .request(method, format!("{}{path}", self.sim.api_url()))
            .header("user-agent", "stage")
            .header("accept", "application/vnd.github+json")
            .header("x-github-api-version", self.version)
    }

    /// A post to an address of its own, to be completed.
    pub(crate) fn request_at(&self, url: &str) -> reqwest::RequestBuilder {
        self.client.post(url).header("user-agent", "stage")
    }

    pub(crate) async fn answer(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("a body");
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Answer {
            status,
            headers,
            body,
        }
    }

    /// Opens an issue as alice.
    pub(crate) fn issue(&self, title: &str) -> u64 {
        self.sim
            .person("alice")
            .open_issue("acme/shop", title, "", &[])
            .expect("alice may open issues")
    }

    /// A branch with one commit on it, and a pull request from it, by alice.
    pub(crate) fn pull(&self, branch: &str) -> u64 {
        let alice = self.sim.person("alice");
        alice
            .create_branch("acme/shop", branch, "main")
            .expect("alice may make branches");
        alice
            .commit_file("acme/shop", branch, &format!("{branch}.md"), "text\n", "Write")
            .expect("alice may push");
        alice
            .open_pull("acme/shop", branch, branch, "main")
            .expect("alice may open pull requests")
    }
}
