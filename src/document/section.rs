//! The sections of a document.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

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

    /// The section of a heading, whatever its case, numbering and decoration.
    fn of_heading(heading: &str) -> Option<Self> {
        let words = heading.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        Self::ALL
            .into_iter()
            .find(|section| section.headings().iter().any(|name| name.to_lowercase() == words))
    }
}

/// A section where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which section it is; absent for one that the author added.
    pub section: Option<Section>,
    /// Bytes of the heading.
    pub heading: Range<usize>,
    /// Bytes of everything below it, up to the next heading that is not below it too.
    pub body: Range<usize>,
}

/// The syntax of documents: GitHub's, with front matter.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

/// All sections of a document, outer ones before those within them. Headings in quotes and lists are text.
pub fn sections(text: &str) -> Vec<Found> {
    let headings = headings(text);
    let end = |index: usize, level: HeadingLevel| {
        headings[index + 1..]
            .iter()
            .find(|later| later.level <= level)
            .map_or(text.len(), |later| later.range.start)
    };
    headings
        .iter()
        .enumerate()
        .map(|(index, heading)| Found {
            section: Section::of_heading(&heading.words),
            heading: heading.range.clone(),
            body: heading.range.end..end(index, heading.level),
        })
        .collect()
}

struct Heading {
    level: HeadingLevel,
    range: Range<usize>,
    words: String,
}

fn headings(text: &str) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut depth = 0_usize;
    let mut inside = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                inside = true;
                headings.push(Heading {
                    level,
                    range,
                    words: String::new(),
                });
            }
            Event::End(TagEnd::Heading(_)) if depth == 0 => inside = false,
            Event::Start(_) if !inside => depth += 1,
            Event::End(_) if !inside => depth -= 1,
            Event::Text(part) | Event::Code(part) if inside => {
                if let Some(heading) = headings.last_mut() {
                    heading.words.push_str(&part);
                }
            }
            _ => {}
        }
    }
    headings
}
