//! The sections of a document.

use std::ops::Range;

/// A section that every postmortem has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What happened, in a few sentences.
    Summary,
    /// Whom it hurt, in numbers.
    Impact,
    /// What happened when.
    Timeline,
    /// What happened and why.
    RootCause,
    /// What ended it.
    Resolution,
    /// Who or what noticed.
    Detection,
    /// What to keep.
    WentWell,
    /// What made it worse.
    WentBadly,
    /// What could have gone wrong and did not.
    GotLucky,
    /// How the response itself worked.
    ResponseProcess,
    /// What will be done.
    ActionItems,
    /// What customers are told.
    CustomerAnnouncement,
    /// What others should know.
    Lessons,
}

impl Section {
    /// Every section, in the order of the document.
    pub const ALL: [Self; 13] = [
        Self::Summary,
        Self::Impact,
        Self::Timeline,
        Self::RootCause,
        Self::Resolution,
        Self::Detection,
        Self::WentWell,
        Self::WentBadly,
        Self::GotLucky,
        Self::ResponseProcess,
        Self::ActionItems,
        Self::CustomerAnnouncement,
        Self::Lessons,
    ];

    /// Headings by which it is recognised: those of the templates, in every language.
    pub fn headings(self) -> [&'static str; 2] {
        match self {
            Self::Summary => ["Summary", "要約"],
            Self::Impact => ["Impact", "影響"],
            Self::Timeline => ["Timeline", "経緯"],
            Self::RootCause => ["Root cause", "根本原因"],
            Self::Resolution => ["Resolution", "解決"],
            Self::Detection => ["Detection", "検知"],
            Self::WentWell => ["What went well", "うまくいったこと"],
            Self::WentBadly => ["What went badly", "うまくいかなかったこと"],
            Self::GotLucky => ["Where we got lucky", "幸運だったこと"],
            Self::ResponseProcess => ["Response process", "対応プロセス"],
            Self::ActionItems => ["Action items", "アクションアイテム"],
            Self::CustomerAnnouncement => ["Customer announcement", "お客さまへのお知らせ"],
            Self::Lessons => ["Lessons", "学び"],
        }
    }

    /// Other headings by which it is recognised: those of widespread templates, for teams that bring one of their own.
    #[expect(clippy::too_many_lines, reason = "a table is longest where it is read best")]
    pub fn other_headings(self) -> &'static [&'static str] {
        match self {
            Self::Summary => &[
                "Incident summary",
                "Overview",
                "Executive summary",
                "概要",
                "サマリー",
                "サマリ",
            ],
            Self::Impact => &[
                "Customer impact",
                "User impact",
                "影響範囲",
                "お客さまへの影響",
                "顧客影響",
            ],
            Self::Timeline => &[
                "Incident timeline",
                "Timeline of events",
                "タイムライン",
                "時系列",
            ],
            Self::RootCause => &[
                "Root causes",
                "Root cause analysis",
                "Cause",
                "Causes",
                "Contributing factors",
                "原因",
                "根本的な原因",
                "原因分析",
            ],
            Self::Resolution => &[
                "Recovery",
                "Resolution and recovery",
                "解決策",
                "解決方法",
                "復旧",
                "復旧対応",
            ],
            Self::Detection => &["How we noticed", "検出", "検知方法"],
            Self::WentWell => &[
                "What went right",
                "うまくいった点",
                "良かったこと",
                "良かった点",
                "よかったこと",
                "よかった点",
            ],
            Self::WentBadly => &[
                "What went wrong",
                "What went poorly",
                "What didn't go well",
                "What did not go well",
                "What could have gone better",
                "うまくいかなかった点",
                "悪かったこと",
                "悪かった点",
            ],
            Self::GotLucky => &[
                "Where we were lucky",
                "運がよかったこと",
                "運が良かったこと",
                "幸運だった点",
            ],
            Self::ResponseProcess => &["Response", "Incident response", "対応の流れ", "対応状況"],
            Self::ActionItems => &[
                "Actions",
                "Corrective actions",
                "Follow-up actions",
                "Follow-ups",
                "再発防止策",
                "再発防止",
                "今後の対応",
                "対応策",
            ],
            Self::CustomerAnnouncement => &[
                "External communication",
                "External message",
                "Customer communication",
                "お客様へのお知らせ",
                "顧客への告知",
                "お客さまへの告知",
                "お客様への告知",
            ],
            Self::Lessons => &[
                "Lessons learned",
                "Lessons learnt",
                "Learnings",
                "教訓",
                "学んだこと",
                "得られた教訓",
            ],
        }
    }

    /// The section of a heading, whatever its case, numbering and decoration.
    pub(super) fn of_heading(heading: &str) -> Option<Self> {
        let words = undecorated(heading);
        Self::ALL.into_iter().find(|section| {
            let mut names = section
                .headings()
                .into_iter()
                .chain(section.other_headings().iter().copied());
            names.any(|name| name.eq_ignore_ascii_case(&words))
        })
    }
}

/// The words of a heading, with the apostrophe that keyboards have.
fn undecorated(heading: &str) -> String {
    let words = heading.trim_matches(|c: char| !c.is_alphabetic());
    words.replace('’', "'")
}

/// A heading of the document itself; those in quotes and lists are text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 for the title, 2 for a section, more for what is within one.
    pub level: u8,
    /// Bytes of the heading with its marks, without the end of its line.
    pub range: Range<usize>,
    /// What it says, without marks.
    pub words: String,
}

/// A section where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which section it is; absent for one that the author added.
    pub section: Option<Section>,
    /// Its heading.
    pub heading: Heading,
    /// Bytes of everything below it, up to the next heading that is not below it too.
    pub body: Range<usize>,
}

impl Found {
    /// Whether it bears the heading that Closeout itself gives it, and not just one that others use.
    pub(super) fn is_named_as_usual(&self) -> bool {
        let words = undecorated(&self.heading.words);
        self.section.is_some_and(|section| {
            section
                .headings()
                .iter()
                .any(|name| name.eq_ignore_ascii_case(&words))
        })
    }
}

/// Title and sections from the headings of a text that ends at `end`, both in their order.
///
/// The title is the first heading, when it is of the first level and names no section.
pub(super) fn arranged(headings: Vec<Heading>, end: usize) -> (Option<Heading>, Vec<Found>) {
    // From the last to the first, `next` holds for each level where the nearest heading begins that ends it.
    let mut next = [end; 7];
    let mut found: Vec<Found> = Vec::with_capacity(headings.len());
    for heading in headings.into_iter().rev() {
        let level = usize::from(heading.level).min(6);
        let body = heading.range.end..next[level];
        next[level..].fill(heading.range.start);
        found.push(Found {
            section: Section::of_heading(&heading.words),
            heading,
            body,
        });
    }
    found.reverse();
    let is_title = |first: &Found| first.heading.level == 1 && first.section.is_none();
    let title = found
        .first()
        .is_some_and(is_title)
        .then(|| found.remove(0).heading);
    (title, found)
}
