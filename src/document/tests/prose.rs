//! What readers see, and where sentences end.

use super::{super::Postmortem, slices};

fn sentences(text: &str) -> Vec<String> {
    let read = Postmortem::parse(text);
    let plain = read.plain(&(0..text.len()));
    slices(&plain.text, plain.sentences())
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[test]
fn sentences_end_where_readers_pause() {
    for (text, expected) in [
        ("One. Two! Three? Four", &["One.", "Two!", "Three?", "Four"][..]),
        (
            "It broke, e.g. for 3 users. We fixed it.",
            &["It broke, e.g. for 3 users.", "We fixed it."],
        ),
        (
            "Slow, approx. 3 s, i.e. too slow.",
            &["Slow, approx. 3 s, i.e. too slow."],
        ),
        (
            "Release v1.2 broke it. See main.rs and 10.5 %.",
            &["Release v1.2 broke it.", "See main.rs and 10.5 %."],
        ),
        (
            "Disk, CPU, etc. were fine. Disk, etc. Then",
            &["Disk, CPU, etc. were fine.", "Disk, etc.", "Then"],
        ),
        ("Wait... what? No. 5 failed.", &["Wait... what?", "No. 5 failed."]),
        (
            "Was it seen? No. Nobody looked.",
            &["Was it seen?", "No.", "Nobody looked."],
        ),
        ("(It failed.) Then (again.)", &["(It failed.)", "Then (again.)"]),
        (
            "See (cf. docs. Really) here. End",
            &["See (cf. docs. Really) here.", "End"],
        ),
        (
            "証明書が切れた。誰も気づかなかった！なぜ？不明",
            &["証明書が切れた。", "誰も気づかなかった！", "なぜ？", "不明"],
        ),
        (
            "「止まった。」と連絡があった。続く",
            &["「止まった。」と連絡があった。", "続く"],
        ),
        ("止まった（全体。）。次", &["止まった（全体。）。", "次"]),
        ("本当に!?はい。", &["本当に!?", "はい。"]),
        (
            "v1.2 を出した。main.rs を直した。",
            &["v1.2 を出した。", "main.rs を直した。"],
        ),
        (
            "See `a. B` and https://a.example/b. Then.",
            &["See a. B and https://a.example/b.", "Then."],
        ),
        (
            "first line\nsecond line. Third  \nfourth<br>fifth",
            &["first line second line.", "Third", "fourth", "fifth"],
        ),
        ("証明書が\n切れた。", &["証明書が切れた。"]),
        (":( sad. (open. Next", &[":( sad.", "(open.", "Next"]),
        ("...", &["..."]),
        ("", &[]),
    ] {
        assert_eq!(sentences(text), expected, "{text}");
    }
}

#[test]
fn what_readers_see_leads_back_to_the_source() {
    let text =
        "A **bold** &amp; `co|de` \\*x\\* <!-- note --> [link](https://a.example) https://b.example end";
    let read = Postmortem::parse(text);
    let plain = read.plain(&(0..text.len()));
    assert_eq!(plain.text, "A bold & co|de *x*  link https://b.example end");
    for (seen, source, words) in [
        ("bold", "bold", true),
        ("old & c", "old** &amp; `co|de`", false),
        ("&", "&amp;", true),
        ("co|de", "`co|de`", false),
        ("*x*", "*x\\*", true),
        ("link", "link", true),
        ("https://b.example", "https://b.example", false),
        (" end", " end", true),
        ("A", "A", true),
    ] {
        let at = plain.text.find(seen).unwrap();
        let range = at..at + seen.len();
        assert_eq!(&text[plain.source(range.clone())], source);
        assert_eq!(plain.is_words(range), words, "{seen}");
    }
}
