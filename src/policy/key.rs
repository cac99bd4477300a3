//! The one table of keys: what may be written, what it means, what counts when it is not there.
//!
//! The reader looks up here which keys are allowed; `docs/configuration.md` and the JSON Schema are made from it.

use super::takes::Takes;

/// A key of the configuration.
pub(super) struct Key {
    /// Dotted path; `*` stands for each severity.
    pub(super) path: &'static str,
    /// What it means, in one line.
    pub(super) doc: &'static str,
    /// What may be written.
    pub(super) takes: Takes,
    /// What counts when it is not there.
    pub(super) default: &'static str,
}

const fn key(path: &'static str, takes: Takes, default: &'static str, doc: &'static str) -> Key {
    Key {
        path,
        doc,
        takes,
        default,
    }
}

/// Every key, in the order of the documentation.
pub(super) const KEYS: [Key; 14] = [
    key(
        "language",
        Takes::Words(&["en", "ja"]),
        "`en`",
        "Language of everything Closeout writes.",
    ),
    key(
        "time_zone",
        Takes::TimeZone,
        "`UTC`",
        "Zone in which times are read and shown. UTC always stands beside it.",
    ),
    key(
        "working_days",
        Takes::DaysOfWeek,
        "`[mon, tue, wed, thu, fri]`",
        "Days that count as business days, unless they are holidays.",
    ),
    key(
        "working_hours",
        Takes::Hours,
        "`10:00-18:00`",
        "Hours in which people are reminded. Deadlines fall at their end.",
    ),
    key(
        "holidays",
        Takes::Holidays,
        "`[]`",
        "Days off. A range has at most 100 days.",
    ),
    key(
        "default_severity",
        Takes::Words(&["SEV1", "SEV2", "SEV3", "SEV4"]),
        "`SEV2`",
        "Severity that counts while nobody chose one. Closeout says so and asks.",
    ),
    key(
        "severities.*.label",
        Takes::Text { at_most: 50 },
        "its name",
        "Label that sets this severity.",
    ),
    key(
        "severities.*.description",
        Takes::Text { at_most: 300 },
        "a built-in definition",
        "What this severity means, shown beside every question about severity.",
    ),
    key(
        "severities.*.postmortem",
        Takes::Words(&["required", "optional"]),
        "`required` for SEV1 and SEV2, otherwise `optional`",
        "Whether a postmortem opens by itself at resolution.",
    ),
    key(
        "severities.*.meeting_within",
        Takes::Span,
        "`3 business days` for SEV1, otherwise `5 business days`",
        "How long after resolution the review meeting must be held.",
    ),
    key(
        "labels.incident",
        Takes::Text { at_most: 50 },
        "`incident`",
        "Label that declares an incident.",
    ),
    key(
        "labels.drill",
        Takes::Text { at_most: 50 },
        "`drill`",
        "Label that marks an incident as practice.",
    ),
    key(
        "postmortem.folder",
        Takes::Path,
        "`postmortems`",
        "Folder of the documents.",
    ),
    key(
        "postmortem.approvals",
        Takes::Number { min: 0, max: 6 },
        "`1`",
        "Approvals that a postmortem needs before it counts as Reviewed.",
    ),
];

/// The keys allowed below a path, in the order of the table.
pub(super) fn below(path: &str) -> Vec<&'static str> {
    let depth = if path.is_empty() {
        0
    } else {
        path.split('.').count()
    };
    let matches = |key: &&Key| {
        path.is_empty()
            || key
                .path
                .split('.')
                .zip(path.split('.'))
                .all(|(known, part)| known == "*" || known == part)
    };
    let mut keys: Vec<&str> = Vec::new();
    for part in KEYS
        .iter()
        .filter(matches)
        .filter_map(|key| key.path.split('.').nth(depth))
    {
        if !keys.contains(&part) {
            keys.push(part);
        }
    }
    keys
}
