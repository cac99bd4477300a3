//! The postmortems of a report as an Atom feed, RFC 4287.
//!
//! An entry keeps its id for ever: it is made from the incident's address, or from the document's path where no address is
//! known, and from nothing that a flag can change. What is merged is an entry; drafts and practice are not.

use std::fmt::Write as _;

use aws_lc_rs::digest;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;

use super::{Words, page::html_of};
use crate::{
    domain::severity::Severity,
    message::Language,
    report::{Measured, Report},
};

/// The feed, the latest postmortem first.
pub(super) fn feed(words: &Words<'_>, report: &Report, language: Language) -> String {
    let name = match language {
        Language::En => "en",
        Language::Ja => "ja",
    };
    let published = |one: &&Measured| one.postmortem_merged && !one.drill && !one.withdrawn;
    let mut postmortems: Vec<&Measured> = report.incidents.iter().filter(published).collect();
    postmortems
        .sort_by(|a, b| (updated(b), b.incident, &b.document).cmp(&(updated(a), a.incident, &a.document)));
    let latest = postmortems
        .first()
        .map_or(report.generated_at, |one| updated(one));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{name}\">\n\
         <title>{}</title>\n<id>{}</id>\n<updated>{}</updated>\n<author><name>Closeout</name></author>\n\
         <generator>Closeout</generator>\n",
        escaped(&words.line("report/feed.hbs")),
        urn(&format!("feed\n{}", report.source.name())),
        instant(latest)
    );
    for one in postmortems {
        xml.push_str(&entry(words, one));
    }
    xml + "</feed>\n"
}

fn entry(words: &Words<'_>, one: &Measured) -> String {
    let data = serde_json::to_value(one).expect("an incident is plain data");
    let fields = ["severity", "declared", "resolved", "mtrs_seconds", "summary"];
    let seen = fields.map(|field| (field, data.get(field).cloned().unwrap_or(json!(null))));
    let content = html_of(&words.with(seen).text("report/entry.md.hbs"));
    let number = one
        .incident
        .map(|number| format!(" #{number}"))
        .unwrap_or_default();
    let severity = one.severity.map(Severity::name).unwrap_or_default();
    let title = format!("{severity}{number} {}", one.title);
    let identity = one.url.as_ref().or(one.document.as_ref()).unwrap_or(&one.title);
    let mut xml = format!(
        "<entry>\n<title>{}</title>\n<id>{}</id>\n<published>{}</published>\n<updated>{}</updated>\n",
        escaped(title.trim()),
        urn(&format!("postmortem\n{identity}")),
        instant(updated(one)),
        instant(updated(one))
    );
    let links = [
        one.document_url.as_ref().map(|url| ("alternate", url)),
        one.url.as_ref().map(|url| ("related", url)),
    ];
    for (relation, url) in links.into_iter().flatten() {
        writeln!(xml, "<link rel=\"{relation}\" href=\"{}\"/>", escaped(url))
            .expect("writing to a string succeeds");
    }
    for tag in &one.tags {
        writeln!(xml, "<category term=\"{}\"/>", escaped(tag)).expect("writing to a string succeeds");
    }
    if !one.summary.is_empty() {
        writeln!(xml, "<summary>{}</summary>", escaped(&one.summary)).expect("writing to a string succeeds");
    }
    format!(
        "{xml}<content type=\"html\">{}</content>\n</entry>\n",
        escaped(content.trim())
    )
}

/// When a postmortem came into its latest state, as far as that is known.
fn updated(one: &Measured) -> DateTime<Utc> {
    let known = [one.postmortem_closed, one.postmortem_reviewed, one.resolved];
    known.into_iter().flatten().next().unwrap_or(one.declared)
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A name that is the same whenever its text is: a UUID of version 8, RFC 9562.
fn urn(text: &str) -> String {
    let hash = digest::digest(&digest::SHA256, text.as_bytes());
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash.as_ref()[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let mut urn = "urn:uuid:".to_owned();
    for (at, byte) in bytes.iter().enumerate() {
        let dash = if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" };
        write!(urn, "{dash}{byte:02x}").expect("writing to a string succeeds");
    }
    urn
}

/// Text for XML: what XML 1.0 does not know is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(letter),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
    out
}
