//! The icons of the pages: sixteen units square, drawn with strokes in the text's colour.
//!
//! They are decoration beside words, so they are hidden from screen readers.

use std::fmt;

/// One icon. Printing it gives its `<svg>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// An open issue.
    IssueOpen,
    /// A closed issue.
    IssueClosed,
    /// An issue closed as not planned; a skipped or neutral check.
    NotPlanned,
    /// A pull request.
    PullRequest,
    /// A draft pull request.
    Draft,
    /// A merged pull request.
    Merge,
    /// A closed pull request.
    PullClosed,
    /// A repository.
    Repository,
    /// A folder.
    Folder,
    /// A file.
    File,
    /// An image that is linked instead of loaded.
    Image,
    /// A commit.
    Commit,
    /// A comment.
    Comment,
    /// A label.
    Label,
    /// A person.
    Person,
    /// A review that approves; success.
    Check,
    /// A failure; changes requested.
    Cross,
    /// Something still running or waiting.
    Dot,
    /// The simulated clock.
    Clock,
    /// An edit or a rename.
    Pencil,
    /// A link between issues.
    Link,
    /// A review.
    Eye,
    /// A private repository; a locked thread.
    Lock,
    /// The "note" alert.
    Info,
    /// The "tip" alert.
    Light,
    /// The "important" alert.
    Report,
    /// The "warning" alert.
    Alert,
    /// The "caution" alert.
    Stop,
}

impl Icon {
    fn shapes(self) -> &'static str {
        match self {
            Self::IssueOpen => {
                r#"<circle cx="8" cy="8" r="6.3"/><circle cx="8" cy="8" r="1.2" class="fill"/>"#
            }
            Self::IssueClosed => r#"<circle cx="8" cy="8" r="6.3"/><path d="M5.2 8.3l2 2 3.7-4.2"/>"#,
            Self::NotPlanned => r#"<circle cx="8" cy="8" r="6.3"/><path d="M4 12l8-8"/>"#,
            Self::PullRequest => {
                r#"<circle cx="4" cy="3.5" r="1.8"/><circle cx="4" cy="12.5" r="1.8"/><circle cx="12" cy="12.5" r="1.8"/><path d="M4 5.3v5.4M12 10.7V6a2 2 0 0 0-2-2H7.5M9.3 2.2L7.5 4l1.8 1.8"/>"#
            }
            Self::Draft => {
                r#"<circle cx="4" cy="3.5" r="1.8"/><circle cx="4" cy="12.5" r="1.8"/><circle cx="12" cy="12.5" r="1.8"/><path d="M4 5.3v5.4M12 3v.6M12 6.6v.6"/>"#
            }
            Self::Merge => {
                r#"<circle cx="4" cy="3.5" r="1.8"/><circle cx="4" cy="12.5" r="1.8"/><circle cx="12" cy="8.5" r="1.8"/><path d="M4 5.3v5.4M4 5.3c.6 2.2 3 3.2 6.2 3.2"/>"#
            }
            Self::PullClosed => {
                r#"<circle cx="4" cy="3.5" r="1.8"/><circle cx="4" cy="12.5" r="1.8"/><circle cx="12" cy="12.5" r="1.8"/><path d="M4 5.3v5.4M12 10.7V7.5M10.2 2.2l3.6 3.6M13.8 2.2l-3.6 3.6"/>"#
            }
            Self::Repository => {
                r#"<path d="M3 12.8V3.3A1.8 1.8 0 0 1 4.8 1.5H13v10.2H4.3a1.3 1.3 0 0 0 0 2.8H13v-2.8M6 4.5h4"/>"#
            }
            Self::Folder => {
                r#"<path class="fill" d="M1.5 4.2c0-.9.6-1.5 1.4-1.5h3.2l1.5 1.6h5.5c.8 0 1.4.6 1.4 1.4v6c0 .9-.6 1.5-1.4 1.5H2.9c-.8 0-1.4-.6-1.4-1.5z"/>"#
            }
            Self::File => r#"<path d="M3.2 1.8h6l3.6 3.6v8.8H3.2zM9 1.8v3.8h3.8"/>"#,
            Self::Image => {
                r#"<path d="M1.8 3h12.4v10H1.8zM2 11.5l3.6-3.8 3 3 2-2 3.4 3.2"/><circle cx="11" cy="5.8" r="1"/>"#
            }
            Self::Commit => r#"<circle cx="8" cy="8" r="3"/><path d="M1 8h4M11 8h4"/>"#,
            Self::Comment => r#"<path d="M2 2.8h12v8.4H8.2L5 14v-2.8H2z"/>"#,
            Self::Label => {
                r#"<path d="M1.8 2.2h5.6l6.8 6.8-5.2 5.2-7.2-6.8z"/><circle cx="5" cy="5.3" r=".9" class="fill"/>"#
            }
            Self::Person => {
                r#"<circle cx="8" cy="5" r="2.9"/><path d="M2.6 14c.4-3 2.6-4.6 5.4-4.6s5 1.6 5.4 4.6"/>"#
            }
            Self::Check => r#"<path d="M2.8 8.6l3.4 3.4 7-7.8"/>"#,
            Self::Cross => r#"<path d="M3.8 3.800l8.4 8.400M12.2 3.800l-8.4 8.4"/>"#,
            Self::Dot => r#"<circle cx="8" cy="8" r="3.6" class="fill"/>"#,
            Self::Clock => r#"<circle cx="8" cy="8" r="6.3"/><path d="M8 4.200V8l2.6 1.8"/>"#,
            Self::Pencil => r#"<path d="M2.2 13.800l.8-3.4 7.8-7.8 2.6 2.6-7.8 7.800zM9.3 4.100l2.6 2.6"/>"#,
            Self::Link => {
                r#"<path d="M6.6 9.400l2.8-2.800M7.4 4.700l1.5-1.500a2.8 2.8 0 0 1 4 4l-1.5 1.500M8.6 11.300l-1.5 1.500a2.8 2.8 0 0 1-4-4l1.5-1.5"/>"#
            }
            Self::Eye => {
                r#"<path d="M1.2 8C2.8 5 5.2 3.4 8 3.400S13.2 5 14.8 8c-1.6 3-4 4.6-6.8 4.600S2.8 11 1.2 8z"/><circle cx="8" cy="8" r="2"/>"#
            }
            Self::Lock => r#"<path d="M3.2 7h9.600v7H3.200zM5.2 7V4.800a2.8 2.8 0 0 1 5.6 0V7"/>"#,
            Self::Info => r#"<circle cx="8" cy="8" r="6.3"/><path d="M8 7.400v4M8 4.600v.6"/>"#,
            Self::Light => {
                r#"<path d="M5.8 11c0-1.6-2-2.4-2-5a4.2 4.2 0 0 1 8.4 0c0 2.6-2 3.4-2 5zM6 13.800h4"/>"#
            }
            Self::Report => r#"<path d="M2 2.800h12v8.400H8.200L5 14v-2.800H2zM8 4.800v2.600M8 8.800v.6"/>"#,
            Self::Alert => r#"<path d="M8 1.800l6.6 12H1.400zM8 6v3.800M8 11.400v.6"/>"#,
            Self::Stop => {
                r#"<path d="M5.2 1.600h5.600l3.6 3.600v5.600l-3.6 3.600H5.200l-3.6-3.600V5.200zM8 4.600v4M8 10.600v.8"/>"#
            }
        }
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r#"<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{}</svg>"#,
            self.shapes()
        )
    }
}

impl askama::filters::HtmlSafe for Icon {}
