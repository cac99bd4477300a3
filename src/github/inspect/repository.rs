//! What can be seen of one repository beside its incidents.

use serde::Deserialize;
use serde_json::json;

use crate::{
    domain::key::Locator,
    github::{
        GitHub,
        error::Error,
        path::{path, query},
        session::Session,
        transport::Deed,
    },
};

/// A repository, as far as it matters whether work is possible there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// How it is reached. The issue's number means nothing.
    pub locator: Locator,
    /// It can only be read.
    pub archived: bool,
    /// Issues are turned on.
    pub has_issues: bool,
    /// Name of the default branch.
    pub default_branch: String,
}

/// A label.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Label {
    /// Name.
    pub name: String,
    /// Colour: six hexadecimal digits.
    pub color: String,
}

/// What the default branch asks for before something is merged, as far as everybody may know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protection {
    /// Something is asked for.
    pub protected: bool,
    /// Checks that must have passed.
    pub checks: Vec<String>,
}

#[derive(Deserialize)]
struct WirePlace {
    #[serde(default)]
    archived: bool,
    #[serde(default)]
    has_issues: bool,
    default_branch: String,
}

#[derive(Deserialize)]
struct WireBranch {
    #[serde(default)]
    protected: bool,
    #[serde(default)]
    protection: WireProtection,
}

#[derive(Default, Deserialize)]
struct WireProtection {
    #[serde(default)]
    required_status_checks: WireChecks,
}

#[derive(Default, Deserialize)]
struct WireChecks {
    #[serde(default)]
    contexts: Vec<String>,
}

/// One tick lets workflows both open and approve pull requests; GitHub names it after the second.
#[derive(Deserialize)]
struct WireWorkflows {
    can_approve_pull_request_reviews: bool,
}

#[derive(Deserialize)]
struct WireRulesets {
    repository: Option<WireRuled>,
}

#[derive(Deserialize)]
struct WireRuled {
    rulesets: Option<WireList<WireRuleset>>,
}

#[derive(Deserialize)]
struct WireList<T> {
    nodes: Vec<Option<T>>,
}

#[derive(Deserialize)]
struct WireRuleset {
    enforcement: String,
    conditions: WireConditions,
    rules: Option<WireList<WireRule>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireConditions {
    ref_name: Option<WireNames>,
}

#[derive(Deserialize)]
struct WireNames {
    include: Vec<String>,
    exclude: Vec<String>,
}

#[derive(Deserialize)]
struct WireRule {
    parameters: Option<WireParameters>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireParameters {
    #[serde(default)]
    required_status_checks: Vec<WireCheck>,
}

#[derive(Deserialize)]
struct WireCheck {
    context: String,
}

/// Asks for something that older servers do not know.
const SUB_ISSUES: &str = "query SubIssues($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name, followRenames: true) {
    issues(first: 1) { nodes { subIssuesSummary { total } } }
  }
}";

/// The checks that rulesets ask for, those of the owner included.
const RULESETS: &str = "query Rulesets($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name, followRenames: true) {
    rulesets(first: 50, includeParents: true) {
      nodes {
        enforcement
        conditions { refName { include exclude } }
        rules(first: 10, type: REQUIRED_STATUS_CHECKS) {
          nodes { parameters { ... on RequiredStatusChecksParameters { requiredStatusChecks { context } } } }
        }
      }
    }
  }
}";

impl WireRulesets {
    /// What is asked for on a repository's default branch.
    fn checks(self, branch: &str) -> Vec<String> {
        let rulesets = self.repository.and_then(|repository| repository.rulesets);
        let rulesets = rulesets.into_iter().flat_map(|list| list.nodes).flatten();
        let rules = rulesets.filter(|ruleset| ruleset.counts_for(branch));
        let rules = rules.filter_map(|ruleset| ruleset.rules);
        let parameters = rules
            .flat_map(|list| list.nodes)
            .flatten()
            .filter_map(|rule| rule.parameters);
        let checks = parameters.flat_map(|parameters| parameters.required_status_checks);
        checks.map(|check| check.context).collect()
    }
}

impl WireRuleset {
    fn counts_for(&self, branch: &str) -> bool {
        let Some(names) = &self.conditions.ref_name else {
            return false;
        };
        let of_branch = |name: &String| {
            matches!(name.as_str(), "~ALL" | "~DEFAULT_BRANCH")
                || name.strip_prefix("refs/heads/") == Some(branch)
        };
        self.enforcement == "ACTIVE"
            && names.include.iter().any(of_branch)
            && !names.exclude.iter().any(of_branch)
    }
}

impl GitHub {
    /// Finds a repository by its name. `None` when the App is not installed there.
    ///
    /// # Errors
    /// When GitHub does not tell.
    pub async fn place(&self, owner: &str, name: &str) -> Result<Option<Place>, Error> {
        let Some(locator) = self.find_repository(owner, name).await? else {
            return Ok(None);
        };
        let path = path(&["repos", &locator.owner, &locator.name])?;
        let answer = self
            .in_repository(&locator)
            .get(path, String::new())
            .await?
            .success()?;
        let wire: WirePlace = answer.json()?;
        Ok(Some(Place {
            locator,
            archived: wire.archived,
            has_issues: wire.has_issues,
            default_branch: wire.default_branch,
        }))
    }

    /// Every label of a repository.
    ///
    /// # Errors
    /// When GitHub does not tell.
    pub async fn labels(&self, place: &Place) -> Result<Vec<Label>, Error> {
        let (session, at) = (self.at(place), &place.locator);
        let mut found = Vec::new();
        let mut page = Some(query(&[("per_page", "100")]));
        while let Some(query) = page {
            let path = path(&["repos", &at.owner, &at.name, "labels"])?;
            let answer = session.get(path, query).await?.success()?;
            found.extend(answer.json::<Vec<Label>>()?);
            page = answer.next_page();
        }
        Ok(found)
    }

    /// What the default branch asks for, by its own protection and by rulesets. `None` while there is no commit.
    ///
    /// # Errors
    /// When GitHub does not tell.
    pub async fn protection(&self, place: &Place) -> Result<Option<Protection>, Error> {
        let at = &place.locator;
        let path = path(&["repos", &at.owner, &at.name, "branches", &place.default_branch])?;
        let answer = match self.at(place).get(path, String::new()).await?.success() {
            Err(Error::Gone { .. }) => return Ok(None),
            other => other?,
        };
        let wire: WireBranch = answer.json()?;
        let variables = json!({ "owner": at.owner, "name": at.name });
        let rulesets: WireRulesets = match self.at(place).graphql(Deed::Read, RULESETS, variables).await {
            // Older servers have none, and some show them to few.
            Err(Error::Invalid { .. } | Error::Denied { .. }) => WireRulesets { repository: None },
            other => other?,
        };
        let mut checks = wire.protection.required_status_checks.contexts;
        let rules = rulesets.checks(&place.default_branch);
        let protected = wire.protected || !rules.is_empty();
        checks.extend(rules);
        Ok(Some(Protection { protected, checks }))
    }

    /// Whether workflows may open pull requests. `None` where only administrators are told.
    ///
    /// # Errors
    /// When GitHub does not tell.
    pub async fn workflows_may_open_pulls(&self, place: &Place) -> Result<Option<bool>, Error> {
        let at = &place.locator;
        let path = path(&["repos", &at.owner, &at.name, "actions", "permissions", "workflow"])?;
        match self.at(place).get(path, String::new()).await?.success() {
            Ok(answer) => Ok(Some(
                answer.json::<WireWorkflows>()?.can_approve_pull_request_reviews,
            )),
            Err(Error::Denied { .. } | Error::Gone { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether issues can have sub-issues here.
    ///
    /// # Errors
    /// When GitHub does not tell.
    pub async fn has_sub_issues(&self, place: &Place) -> Result<bool, Error> {
        let variables = json!({ "owner": place.locator.owner, "name": place.locator.name });
        let asked: Result<serde_json::Value, Error> =
            self.at(place).graphql(Deed::Read, SUB_ISSUES, variables).await;
        match asked {
            Ok(_) => Ok(true),
            Err(Error::Invalid { message }) if message.contains("subIssuesSummary") => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn at(&self, place: &Place) -> Session {
        self.in_repository(&place.locator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(enforcement: &str, include: &str, exclude: &[&str]) -> Vec<String> {
        let rule =
            json!({ "parameters": { "requiredStatusChecks": [{ "context": "closeout / postmortem" }] } });
        let other = json!({ "parameters": {} });
        let ruleset = json!({
            "enforcement": enforcement,
            "conditions": { "refName": { "include": [include], "exclude": exclude } },
            "rules": { "nodes": [rule, other, null] },
        });
        let answer = json!({ "repository": { "rulesets": { "nodes": [ruleset, null] } } });
        let wire: WireRulesets = serde_json::from_value(answer).expect("it is what GitHub answers");
        wire.checks("main")
    }

    #[test]
    fn rulesets_count_where_they_are_in_force() {
        for include in ["~ALL", "~DEFAULT_BRANCH", "refs/heads/main"] {
            assert_eq!(
                asked("ACTIVE", include, &[]),
                ["closeout / postmortem"],
                "{include}"
            );
            assert!(asked("EVALUATE", include, &[]).is_empty());
            assert!(asked("ACTIVE", include, &["refs/heads/main"]).is_empty());
        }
        assert!(asked("ACTIVE", "refs/heads/release", &[]).is_empty());
    }
}
