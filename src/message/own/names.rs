//! What a repository's own template can say: variables and helpers, each with what it is.
//!
//! `docs/templates.md` is made of these tables, and a template that says anything else is told what it probably meant.

/// A variable: how it is written, and what it holds.
pub(super) struct Variable {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
}

/// A helper: its name, how it is called, and what it writes.
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) usage: &'static str,
    pub(super) doc: &'static str,
    /// It writes much, so that it is not for loops.
    pub(super) heavy: bool,
}

const fn variable(name: &'static str, doc: &'static str) -> Variable {
    Variable { name, doc }
}

const fn tool(name: &'static str, usage: &'static str, doc: &'static str) -> Tool {
    Tool {
        name,
        usage,
        doc,
        heavy: false,
    }
}

const fn heavy(name: &'static str, usage: &'static str, doc: &'static str) -> Tool {
    Tool {
        name,
        usage,
        doc,
        heavy: true,
    }
}

/// Variables of the document.
pub(super) const VARIABLES: [Variable; 22] = [
    variable("number", "The incident's number."),
    variable("title", "Its title."),
    variable("url", "Its address."),
    variable("repository", "`owner/name` of the repository."),
    variable("severity", "`SEV1` to `SEV4`."),
    variable("drill", "Whether it is practice."),
    variable("declared_at", "When it was declared. For `time` and `iso`."),
    variable(
        "instants",
        "All of the following together. For `clocks` and `gantt`.",
    ),
    variable(
        "instants.started",
        "When impact began; nothing while nobody knows.",
    ),
    variable("instants.detected", "When it was noticed."),
    variable("instants.acknowledged", "When somebody was on it."),
    variable("instants.mitigated", "When impact ended."),
    variable("instants.resolved", "When it was over."),
    variable(
        "severity_times",
        "How long each severity was in force: a list, empty when there was only one.",
    ),
    variable(
        "impact",
        "What was reported about the impact; nothing when nobody said.",
    ),
    variable(
        "detected_by",
        "`customer`, `monitor` or `engineer`; nothing while nobody knows.",
    ),
    variable(
        "roles",
        "Every role, with or without somebody who holds it: a list.",
    ),
    variable("participants", "Logins of everybody who took part: a list."),
    variable(
        "deadline",
        "Until when the review meeting must be held. For `deadline`, `time` and `iso`.",
    ),
    variable("meeting_held", "When it was held; nothing until then."),
    variable("announcement_required", "Whether customers must be told."),
    variable("timeline", "What happened: a list."),
];

/// Variables within a loop.
pub(super) const ITEMS: [Variable; 11] = [
    variable(
        "this",
        "The item itself: a login in `participants`, a row for `fact` in `timeline`.",
    ),
    variable("role", "In `roles`: the role, for `role`."),
    variable("login", "In `roles`: who holds it; nothing when nobody does."),
    variable("at", "In `timeline`: when it happened."),
    variable(
        "by",
        "In `timeline`: who did it; nothing when nobody in particular did.",
    ),
    variable("minutes", "In `severity_times`: for how long, beside `severity`."),
    variable("@index", "Which item it is, from 0."),
    variable("@first", "Whether it is the first."),
    variable("@last", "Whether it is the last."),
    variable("@key", "The same as `@index`."),
    variable("@root", "The document's variables, as in `@root.title`."),
];

/// Helpers.
pub(super) const TOOLS: [Tool; 26] = [
    heavy(
        "front_matter",
        "{{front_matter}}",
        "The values at the top, with both lines of dashes.",
    ),
    heavy(
        "region",
        "{{region \"timeline\"}}",
        "A generated part that follows the incident: `facts`, `impact` or `timeline`.",
    ),
    heavy(
        "section",
        "{{section \"root_cause\"}}",
        "A built-in section: its heading, and what belongs in it.",
    ),
    heavy(
        "gantt",
        "{{gantt instants timeline}}",
        "A diagram of what happened.",
    ),
    heavy(
        "retold",
        "{{retold impact url}}",
        "Somebody's text as a quotation.",
    ),
    tool(
        "time",
        "{{time instants.started}}",
        "An instant for people, in the configured zone and in UTC.",
    ),
    tool(
        "iso",
        "{{iso declared_at}}",
        "An instant for programs; `null` when it is not known.",
    ),
    tool(
        "deadline",
        "{{deadline deadline}}",
        "An instant with its day of the week.",
    ),
    tool("clocks", "{{clocks instants}}", "MTTA, MTTR and MTRS in words."),
    tool(
        "mtta_minutes",
        "{{mtta_minutes instants}}",
        "From the start to acknowledgement, in minutes.",
    ),
    tool(
        "mttr_minutes",
        "{{mttr_minutes instants}}",
        "From acknowledgement to the end, in minutes.",
    ),
    tool(
        "mtrs_minutes",
        "{{mtrs_minutes instants}}",
        "From the start to the end, in minutes.",
    ),
    tool(
        "severity_times",
        "{{severity_times severity_times}}",
        "How long each severity was in force, in words.",
    ),
    tool(
        "detector",
        "{{detector detected_by}}",
        "By whom or by what it was noticed, in words.",
    ),
    tool("role", "{{role role}}", "Name of a role."),
    tool(
        "role_command",
        "{{role_command role}}",
        "The command that gives the role, without its slash.",
    ),
    tool("who", "{{who by}}", "Somebody's name; also when it is nobody's."),
    tool("login", "{{login login}}", "A name that notifies nobody."),
    tool("fact", "{{fact this}}", "What a row of the timeline says."),
    tool("link", "{{link \"evidence\" url}}", "A link."),
    tool(
        "incident_link",
        "{{incident_link repository number url}}",
        "A link to the incident.",
    ),
    tool("code", "{{code title}}", "Text as code."),
    tool(
        "scalar",
        "{{scalar title}}",
        "Text as a value in the front matter.",
    ),
    tool("cell", "{{cell title}}", "Text for a cell of a table."),
    tool(
        "inline",
        "{{inline title}}",
        "Text within a line, which does nothing: the same as no helper at all.",
    ),
    tool("plain", "{{plain title}}", "Text without any Markdown."),
];

/// Words that choose and repeat, and those that compare, which are for parentheses only.
pub(super) const BLOCKS: [&str; 4] = ["if", "unless", "each", "with"];
pub(super) const COMPARISONS: [&str; 9] = ["eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "not"];
