//! What follows `/announced`: the address of the message to customers, or why there is none.

use super::{
    Command,
    arguments::{first_word, reason, unexpected},
};
use crate::domain::{
    announcement::{Announcement, is_address},
    keyboard::narrow,
    refusal::Refusal,
};

/// Words for "none", as people type them.
const NONE: [&str; 4] = ["none", "なし", "無し", "不要"];

/// `https://status.example.com/1`, or `none` and a reason.
pub(super) fn read(name: &str, rest: &str) -> Result<Command, Refusal> {
    let (word, more) = first_word(rest);
    if NONE.contains(&narrow(word).to_ascii_lowercase().as_str()) {
        let reason = reason(&format!("{name} none"), more)?;
        let reason = Some(reason);
        return Ok(Command::Announced(Announcement::None { reason }));
    }
    let Some(url) = address(word) else {
        return Err(Refusal::BadAddress {
            typed: rest.to_owned(),
        });
    };
    if !more.is_empty() {
        return Err(unexpected(name, more));
    }
    Ok(Command::Announced(Announcement::Published {
        url: Some(url.to_owned()),
    }))
}

/// An address of the web, out of the brackets and the punctuation of a sentence around it.
fn address(typed: &str) -> Option<&str> {
    let url = typed
        .trim_start_matches('<')
        .trim_end_matches(['>', '.', ',', '。', '、']);
    is_address(url).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::parse;

    fn command(line: &str) -> Result<Command, Refusal> {
        parse(line).remove(0).command
    }

    #[test]
    fn an_address_is_taken_out_of_its_sentence() {
        for (typed, url) in [
            ("https://status.example.com/1", "https://status.example.com/1"),
            ("<https://status.example.com/1>.", "https://status.example.com/1"),
            ("HTTPS://例え.jp/お知らせ。", "HTTPS://例え.jp/お知らせ"),
            ("http://a/?b=c#d", "http://a/?b=c#d"),
        ] {
            let url = Some(url.to_owned());
            assert_eq!(
                command(&format!("/announced {typed}")),
                Ok(Command::Announced(Announcement::Published { url })),
                "{typed}"
            );
        }
    }

    #[test]
    fn none_wants_a_reason() {
        for typed in [
            "none nobody noticed",
            "なし nobody noticed",
            "ＮＯＮＥ nobody noticed",
        ] {
            let reason = Some("nobody noticed".to_owned());
            assert_eq!(
                command(&format!("/announced {typed}")),
                Ok(Command::Announced(Announcement::None { reason })),
                "{typed}"
            );
        }
        assert_eq!(
            command("/announced none"),
            Err(Refusal::ReasonMissing {
                command: "announced none".into()
            })
        );
    }

    #[test]
    fn anything_else_is_no_address() {
        let long = format!("https://{}", "a".repeat(2000));
        for typed in [
            "",
            "done",
            "status.example.com",
            "https://",
            "ftp://a/b",
            "javascript:alert(1)",
            &long,
        ] {
            assert_eq!(
                command(&format!("/announced {typed}")),
                Err(Refusal::BadAddress { typed: typed.into() }),
                "{typed}"
            );
        }
        assert_eq!(
            command("/announced https://a.example and by mail"),
            Err(Refusal::UnexpectedArgument {
                command: "announced".into(),
                typed: "and by mail".into()
            })
        );
    }
}
