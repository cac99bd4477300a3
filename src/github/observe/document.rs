//! The GraphQL documents by which an incident is read.
//!
//! One request brings everything; only threads longer than a page, and documents at an unexpected path, take more.
//! A snapshot costs 3 of the 5,000 points that an installation has for an hour, and each further page of a thread 1.
//! GraphQL has no way to ask for a list of names, so that each label becomes a field with an alias.

use std::fmt::Write as _;

use super::{Asks, items};

/// What is said about texts and check runs, wherever they appear.
const FRAGMENTS: &str = "
fragment Text on Blob { text isTruncated }
fragment Checks on Commit {
  checkSuites(first: 10, filterBy: {appId: $app}) {
    nodes { checkRuns(first: 50, filterBy: {checkType: LATEST}) { nodes { databaseId name externalId } } }
  }
}";

/// What is said about events and the people behind them.
const EVENT: &str = "
fragment Who on Actor { __typename login }
fragment Event on Node {
  __typename
  ... on IssueComment {
    id fullDatabaseId url body createdAt isMinimized viewerDidAuthor
    author { ...Who }
    reactionGroups { content viewerHasReacted }
  }
  ... on LabeledEvent { createdAt actor { ...Who } label { name } }
  ... on UnlabeledEvent { createdAt actor { ...Who } label { name } }
  ... on ClosedEvent { createdAt actor { ...Who } stateReason }
  ... on ReopenedEvent { createdAt actor { ...Who } }
  ... on RenamedTitleEvent { createdAt actor { ...Who } previousTitle currentTitle }
  ... on AssignedEvent { createdAt actor { ...Who } assignee { ...Assigned } }
  ... on UnassignedEvent { createdAt actor { ...Who } assignee { ...Assigned } }
  ... on CrossReferencedEvent {
    createdAt actor { ...Who }
    source { __typename ... on Issue { title url } ... on PullRequest { title url mergedAt } }
  }
  ... on ReferencedEvent { createdAt actor { ...Who } isDirectReference commit { messageHeadline url } }
  ... on TransferredEvent { createdAt actor { ...Who } fromRepository { nameWithOwner } }
  ... on ReadyForReviewEvent { createdAt actor { ...Who } }
  ... on ConvertToDraftEvent { createdAt actor { ...Who } }
  ... on MergedEvent { createdAt actor { ...Who } }
  ... on PullRequestReview { submittedAt state url author { ...Who } }
}
fragment Assigned on Assignee {
  ... on User { login }
  ... on Bot { login }
  ... on Mannequin { login }
  ... on Organization { login }
}";

/// Kinds of events on an issue that `EventKind` knows.
const ISSUE_EVENTS: &str = "ISSUE_COMMENT, LABELED_EVENT, UNLABELED_EVENT, CLOSED_EVENT, REOPENED_EVENT, \
    RENAMED_TITLE_EVENT, ASSIGNED_EVENT, UNASSIGNED_EVENT, CROSS_REFERENCED_EVENT, REFERENCED_EVENT";
/// Those that only issues have.
const ONLY_ISSUE_EVENTS: &str = "TRANSFERRED_EVENT";
/// Those that only pull requests have.
const PULL_REQUEST_EVENTS: &str =
    "READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, PULL_REQUEST_REVIEW, MERGED_EVENT";

/// Who marked a comment for the timeline. Asked of the issue's comments only: what is said about the document is no part
/// of what happened, and a connection below every comment is what makes a query dear.
const MARKS: &str = "
fragment Marks on IssueComment {
  reactions(content: $mark, first: 20) { nodes { user { ...Who } } }
}";

/// How many versions of the configuration are read: the present one and those it may have to fall back to.
const VERSIONS: u32 = 5;

/// Pull requests read at once. More than one exists only after one was abandoned, or when strangers' forks use the
/// branch's name.
const PULL_REQUESTS: u32 = 5;

fn repository_fields() -> String {
    format!(
        "databaseId name url isArchived
    owner {{ login }}
    defaultBranchRef {{
      name
      target {{
        oid
        ... on Commit {{
          history(first: {VERSIONS}, path: $config) {{
            nodes {{ oid file(path: $config) {{ object {{ ...Text }} }} ...Checks }}
          }}
        }}
      }}
    }}
    config: object(expression: $configAtHead) {{ ...Text }}
    form: object(expression: $formAtHead) {{ ...Text }}
    formByOtherName: object(expression: $otherFormAtHead) {{ ...Text }}"
    )
}

/// What was deployed lately. It needs a permission that not everybody has granted; a token that was given to us does not tell
/// whether it has, and being refused takes the whole field with it. So it has one to itself.
const DEPLOYMENTS: &str = "
  shipped: repository(owner: $owner, name: $name, followRenames: true) @include(if: $deployments) {
    deployments(first: 15, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes { createdAt environment commitOid state creator { ...Who } }
    }
  }";

/// What was released lately.
const RELEASES: &str = "
    releases(first: 5, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes { publishedAt isDraft name tagName url author { ...Who } }
    }";

fn pull_request_fragment() -> String {
    format!(
        "
fragment PullRequestParts on PullRequest {{
  number id url headRefName headRefOid baseRefName mergeable state isDraft createdAt mergedAt isCrossRepository
  author {{ ...Who }}
  labels(first: 100) {{ nodes {{ name }} }}
  assignees(first: 20) {{ nodes {{ login }} }}
  latestOpinionatedReviews(first: 100, writersOnly: true) {{ nodes {{ state author {{ ...Who }} }} }}
  files(first: 100) {{ nodes {{ path }} }}
  commits(last: 1) {{
    nodes {{
      commit {{
        file(path: $document) @include(if: $hinted) {{ object {{ ...Text }} }}
        index: file(path: $index) @include(if: $listed) {{ object {{ ...Text }} }}
        ...Checks
      }}
    }}
  }}
  everyCommit: commits(first: 100) {{
    totalCount
    nodes {{ commit {{ author {{ ...Hand }} committer {{ ...Hand }} }} }}
  }}
  {events}
}}
fragment Hand on GitActor {{ email user {{ login }} }}",
        events = events_of_pull_request(""),
    )
}

fn events_of_issue(after: &str) -> String {
    format!(
        "timelineItems(first: 100{after}, itemTypes: [{ISSUE_EVENTS}, {ONLY_ISSUE_EVENTS}]) {{
    pageInfo {{ hasNextPage endCursor }}
    nodes {{ ...Event ...Marks }}
  }}"
    )
}

fn events_of_pull_request(after: &str) -> String {
    format!(
        "timelineItems(first: 100{after}, itemTypes: [{ISSUE_EVENTS}, {PULL_REQUEST_EVENTS}]) {{
    pageInfo {{ hasNextPage endCursor }}
    nodes {{ ...Event }}
  }}"
    )
}

/// Declarations of the variables that hold what is asked for by name, and the field that looks it up. It asks for the
/// repository once more, so that the aliases are among themselves: told apart from fields by name, they would have
/// everything else be read twice.
fn named(asks: &Asks) -> (String, String) {
    let mut declarations = String::new();
    let mut fields = String::new();
    for n in 0..asks.labels.len() {
        write!(declarations, ", $label{n}: String!").expect("writing to a string cannot fail");
        write!(fields, "\n    label{n}: label(name: $label{n}) {{ name }}")
            .expect("writing to a string cannot fail");
    }
    let mut more = String::new();
    for n in 0..asks.templates.len() {
        write!(
            declarations,
            ", $template{n}: String!, $templateAtHead{n}: String!"
        )
        .expect("writing to a string cannot fail");
        write!(
            more,
            "\n    file{n}: object(expression: $templateAtHead{n}) {{ ...Text }}
    commit{n}: defaultBranchRef {{
      target {{ ... on Commit {{ history(first: 1, path: $template{n}) {{ nodes {{ oid ...Checks }} }} }} }}
    }}"
        )
        .expect("writing to a string cannot fail");
    }
    let again = |alias: &str, fields: String| {
        if fields.is_empty() {
            return fields;
        }
        format!("\n  {alias}: repository(owner: $owner, name: $name, followRenames: true) {{{fields}\n  }}")
    };
    (declarations, again("labels", fields) + &again("templates", more))
}

/// Everything about one incident, with what is asked for by name; without its sub-issues where GitHub has none.
pub(super) fn snapshot(asks: &Asks, flat: bool) -> String {
    let (declarations, named_fields) = named(asks);
    format!(
        "query Snapshot($owner: String!, $name: String!, $number: Int!, $app: Int!, $config: String!, \
         $configAtHead: String!, $formAtHead: String!, $otherFormAtHead: String!, $branch: String!, $branchRef: String!, \
         $document: String!, $hinted: Boolean!, $index: String!, $listed: Boolean!, $deployments: Boolean!, $indexAtHead: String!, $indexBranch: String!, $mark: ReactionContent!{declarations}) {{
  repository(owner: $owner, name: $name, followRenames: true) {{
    {repository}{RELEASES}
    index: object(expression: $indexAtHead) @include(if: $listed) {{ ...Text }}
    proposals: pullRequests(headRefName: $indexBranch, first: {PULL_REQUESTS}, orderBy: {{field: CREATED_AT, direction: DESC}}) @include(if: $listed) {{
      nodes {{
        state mergeable isCrossRepository headRefOid
        commits(last: 1) {{ nodes {{ commit {{ index: file(path: $index) {{ object {{ ...Text }} }} }} }} }}
      }}
    }}
    branch: ref(qualifiedName: $branchRef) {{
      target {{ oid ... on Commit {{ author {{ ...Hand }} committer {{ ...Hand }} }} }}
    }}
    pullRequests(headRefName: $branch, first: {PULL_REQUESTS}, orderBy: {{field: CREATED_AT, direction: DESC}}) {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{ ...PullRequestParts }}
    }}
    subject: issueOrPullRequest(number: $number) {{
      __typename
      ... on Issue {{ ...IssueParts }}
      ... on PullRequest {{ headRefName isCrossRepository }}
    }}
  }}{DEPLOYMENTS}{named_fields}
}}
fragment IssueParts on Issue {{
  number id url title body createdAt state
  repository {{ databaseId }}
  author {{ ...Who }}
  labels(first: 100) {{ nodes {{ name }} }}
  reactionGroups {{ content viewerHasReacted }}
  {sub_issues}
  {events}
}}{item}{pull_request}{EVENT}{MARKS}{FRAGMENTS}",
        sub_issues = if flat { "" } else { items::SUB_ISSUES },
        item = if flat { String::new() } else { items::fragment(false) },
        repository = repository_fields(),
        events = events_of_issue(""),
        pull_request = pull_request_fragment(),
    )
}

/// The repository alone, without any incident.
pub(super) fn repository(asks: &Asks) -> String {
    let (declarations, named_fields) = named(asks);
    format!(
        "query Repository($owner: String!, $name: String!, $app: Int!, $config: String!, $configAtHead: String!, \
         $formAtHead: String!, $otherFormAtHead: String!{declarations}) {{
  repository(owner: $owner, name: $name, followRenames: true) {{
    {repository}
  }}{named_fields}
}}{FRAGMENTS}",
        repository = repository_fields(),
    )
}

/// The next pull requests of a branch's name.
pub(super) fn more_pull_requests() -> String {
    format!(
        "query MorePullRequests($owner: String!, $name: String!, $app: Int!, $branch: String!, $document: String!, \
         $hinted: Boolean!, $index: String!, $listed: Boolean!, $after: String!) {{
  repository(owner: $owner, name: $name, followRenames: true) {{
    pullRequests(headRefName: $branch, first: {PULL_REQUESTS}, after: $after, orderBy: {{field: CREATED_AT, direction: DESC}}) {{
      pageInfo {{ hasNextPage endCursor }}
      nodes {{ ...PullRequestParts }}
    }}
  }}
}}{}{EVENT}{FRAGMENTS}",
        pull_request_fragment(),
    )
}

/// The next events of a thread.
pub(super) fn more_events(of_pull_request: bool) -> String {
    if of_pull_request {
        format!(
            "query MoreEvents($id: ID!, $after: String!) {{
  node(id: $id) {{ ... on PullRequest {{ {events} }} }}
}}{EVENT}",
            events = events_of_pull_request(", after: $after"),
        )
    } else {
        format!(
            "query MoreEvents($id: ID!, $after: String!, $mark: ReactionContent!) {{
  node(id: $id) {{ ... on Issue {{ {events} }} }}
}}{EVENT}{MARKS}",
            events = events_of_issue(", after: $after"),
        )
    }
}

/// Pull requests by their numbers, as `pull0`, `pull1`, ….
pub(super) fn pull_requests(count: usize) -> String {
    let (mut declarations, mut fields) = (String::new(), String::new());
    for n in 0..count {
        write!(declarations, ", $pull{n}: Int!").expect("writing to a string cannot fail");
        write!(
            fields,
            "\n    pull{n}: pullRequest(number: $pull{n}) {{ ...PullRequestParts }}"
        )
        .expect("writing to a string cannot fail");
    }
    format!(
        "query PullRequests($owner: String!, $name: String!, $app: Int!, $document: String!, \
         $hinted: Boolean!, $index: String!, $listed: Boolean!{declarations}) {{
  repository(owner: $owner, name: $name, followRenames: true) {{{fields}
  }}
}}{}{EVENT}{FRAGMENTS}",
        pull_request_fragment(),
    )
}

/// One file at one commit.
pub(super) const FILE: &str = "query File($owner: String!, $name: String!, $at: String!) {
  repository(owner: $owner, name: $name, followRenames: true) {
    object(expression: $at) { ... on Blob { text isTruncated } }
  }
}";

#[cfg(test)]
mod tests {
    use super::*;

    fn places(numbers: &[u64]) -> items::Places {
        vec![
            ("acme/ops".to_owned(), numbers.iter().copied().collect()),
            ("acme/pay".to_owned(), [].into()),
        ]
    }

    #[test]
    fn github_would_accept_every_document() {
        let none = Asks::default();
        let some = Asks {
            labels: vec![String::new(); 6],
            templates: vec![String::new(); 2],
            ..Asks::default()
        };
        let documents = [
            snapshot(&none, false),
            snapshot(&some, true),
            repository(&none),
            repository(&some),
            more_pull_requests(),
            pull_requests(3),
            more_events(true),
            more_events(false),
            FILE.to_owned(),
            items::more(),
            items::lookups(&places(&[7, 8]), true, false),
            items::lookups(&places(&[7]), false, true),
            items::lookups(&places(&[]), false, false),
        ];
        for document in documents {
            assert_eq!(github_contract::check_document(&document), [], "{document}");
        }
    }
}
