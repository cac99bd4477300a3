//! What the authors say themselves, sentence by sentence.
//!
//! Rules about words must not find what somebody is quoted with, what a machine printed, or what was generated. So
//! quotes, code and addresses are blotted out here, and quoted blocks, headings and generated regions are left out.

use std::ops::Range;

use crate::document::{Passage, Place, Plain, Postmortem, Section};

/// Stands for each byte of code and addresses.
pub(super) const CODE: char = '\u{1}';

/// Stands for each byte of what is quoted.
pub(super) const QUOTE: char = '\u{2}';

/// Marks between which somebody else's words stand.
const QUOTES: [(char, char); 5] = [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』'), ('«', '»')];

/// A paragraph, an item or a cell that an author wrote.
pub(super) struct Said {
    /// The section that it belongs to.
    pub(super) section: Option<Section>,
    /// Where it stands.
    pub(super) place: Place,
    /// Bytes of the document.
    pub(super) range: Range<usize>,
    plain: Plain,
    text: String,
}

/// A sentence of it.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'s> {
    /// Its words in lower case, with [`CODE`] and [`QUOTE`] in place of what the author does not say.
    pub(super) text: &'s str,
    said: &'s Said,
    at: usize,
}

impl Said {
    /// Its sentences.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        self.plain.sentences().into_iter().map(|range| Sentence {
            text: &self.text[range.clone()],
            said: self,
            at: range.start,
        })
    }

    /// Its sentences, each with the section.
    pub(super) fn sentences_with_section(&self) -> impl Iterator<Item = (Option<Section>, Sentence<'_>)> {
        self.sentences().map(|sentence| (self.section, sentence))
    }

    /// All of it as one sentence, for what is no prose: the cells of a table.
    pub(super) fn whole(&self) -> Sentence<'_> {
        Sentence {
            text: &self.text,
            said: self,
            at: 0,
        }
    }
}

impl Sentence<'_> {
    /// Bytes of the document that a range of the sentence came from.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        self.said.plain.source(self.at + range.start..self.at + range.end)
    }

    /// All of it as its author wrote it.
    pub(super) fn original(&self) -> &str {
        self.words(&(0..self.text.len())).trim()
    }

    /// The words of a range as their author wrote them.
    pub(super) fn words(&self, range: &Range<usize>) -> &str {
        &self.said.plain.text[self.at + range.start..self.at + range.end]
    }
}

/// Everything that authors say, in the order of the document.
pub(super) fn said(document: &Postmortem<'_>) -> Vec<Said> {
    let sections = sections(document);
    let own = document
        .passages
        .iter()
        .filter(|passage| is_own(document, passage));
    own.map(|passage| {
        let section = section_at(&sections, passage.range.start);
        read(document, passage, section)
    })
    .collect()
}

/// What authors say in one section.
pub(super) fn said_in(document: &Postmortem<'_>, section: Section) -> Vec<Said> {
    let Some(part) = document.section(section) else {
        return Vec::new();
    };
    let own = part.passages().iter().filter(|passage| is_own(document, passage));
    own.map(|passage| read(document, passage, Some(section)))
        .collect()
}

fn is_own(document: &Postmortem<'_>, passage: &Passage) -> bool {
    let is_title = matches!(passage.place, Place::Heading | Place::Header);
    !is_title && !passage.quoted && !document.is_generated(passage.range.start)
}

/// The sections that we know, as ranges of their bodies.
fn sections(document: &Postmortem<'_>) -> Vec<(Range<usize>, Section)> {
    let known = document
        .sections
        .iter()
        .filter_map(|found| Some((found.body.clone(), found.section?)));
    known.collect()
}

/// The innermost section that we know.
fn section_at(sections: &[(Range<usize>, Section)], at: usize) -> Option<Section> {
    let behind = sections.partition_point(|(body, _)| body.start <= at);
    let around = sections[..behind]
        .iter()
        .rev()
        .find(|(body, _)| body.contains(&at));
    around.map(|(_, section)| *section)
}

fn read(document: &Postmortem<'_>, passage: &Passage, section: Option<Section>) -> Said {
    let plain = document.plain(&passage.range);
    let mut text = plain.text.to_ascii_lowercase();
    for range in plain.unsaid() {
        blot(&mut text, range, CODE);
    }
    for range in quotes(&text) {
        blot(&mut text, range, QUOTE);
    }
    Said {
        section,
        place: passage.place,
        range: passage.range.clone(),
        plain,
        text,
    }
}

/// Covers a range byte by byte, so that all other bytes stay where they are.
fn blot(text: &mut String, range: Range<usize>, with: char) {
    let cover = with.to_string().repeat(range.len());
    text.replace_range(range, &cover);
}

/// The insides of quotes that are closed again.
fn quotes(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((start, close)) if c == close => {
                found.push(start..at);
                open = None;
            }
            Some(_) => {}
            None => {
                let pair = QUOTES.iter().find(|(begin, _)| *begin == c);
                open = pair.map(|(_, close)| (at + c.len_utf8(), *close));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(document: &str) -> Vec<String> {
        let read = Postmortem::parse(document);
        let said = said(&read);
        let sentences = said.iter().flat_map(Said::sentences);
        sentences
            .map(|sentence| sentence.text.replace([CODE, QUOTE], "_"))
            .collect()
    }

    #[test]
    fn only_the_authors_own_words_are_left() {
        assert_eq!(
            texts(
                "## Impact\n\nIt said \"you forgot\". See `a b` and https://a.example.\n\n> They failed.\n"
            ),
            ["it said \"__________\".", "see ___ and _________________."]
        );
        assert_eq!(
            texts("「忘れた」と言った。次。"),
            ["「_________」と言った。", "次。"]
        );
        assert_eq!(texts("A 5\" disk broke."), ["a 5\" disk broke."]);
        assert_eq!(
            texts("<!-- closeout:begin x -->\n\nAll generated.\n\n<!-- closeout:end x -->\n\nNot this."),
            ["not this."]
        );
    }

    #[test]
    fn sections_within_sections_keep_the_name() {
        let read = Postmortem::parse("a\n\n## Root cause\n\nb\n\n### Why\n\nc\n\n## Lessons\n\nd");
        let sections: Vec<_> = said(&read).iter().map(|said| said.section).collect();
        let cause = Some(Section::RootCause);
        assert_eq!(sections, [None, cause, cause, Some(Section::Lessons)]);
    }

    #[test]
    fn places_lead_back_to_the_document() {
        let text = "x **We** \"said\" `c` so.";
        let read = Postmortem::parse(text);
        let said = said(&read);
        let sentence = said[0].whole();
        let at = sentence.text.find("we").expect("it is there");
        assert_eq!(&text[sentence.source(at..at + 2)], "We");
        assert_eq!(sentence.words(&(at..at + 2)), "We");
    }
}
