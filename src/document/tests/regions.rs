//! Generated regions, and whether anybody edited inside.

use super::super::{Postmortem, RegionFlaw, RegionState, fingerprint, region, sealed};

#[test]
fn a_region_knows_whether_anybody_edited_inside() {
    let fresh = region("timeline", "| a |\n|---|\n");
    assert_eq!(
        fresh,
        format!(
            "<!-- closeout:begin timeline {} -->\n\n| a |\n|---|\n\n<!-- closeout:end timeline -->",
            fingerprint("| a |\n|---|")
        )
    );
    let state = |text: &str| {
        let read = Postmortem::parse(text);
        read.region("timeline").map(|region| region.state)
    };
    assert_eq!(state(&fresh), Ok(RegionState::Untouched));
    assert_eq!(state(&fresh.replace('\n', "\r\n")), Ok(RegionState::Untouched));
    assert_eq!(
        state(&fresh.replace("|\n", "|  \n\n\n").replace("\n\n\n|-", "\n|-")),
        Ok(RegionState::Untouched)
    );
    assert_eq!(state(&fresh.replace("| a", "| b")), Ok(RegionState::Edited));
    assert_eq!(
        state(&fresh.replace("|---|", "|---|\n| x |")),
        Ok(RegionState::Edited)
    );
    let mark = format!(" {}", fingerprint("| a |\n|---|"));
    for unknown in ["", " 0123", " 0123456789ABCDEF", " zzzzzzzzzzzzzzzz"] {
        assert_eq!(
            state(&fresh.replace(&mark, unknown)),
            Ok(RegionState::Unknown),
            "{unknown}"
        );
    }
    assert_eq!(state(&region("timeline", "")), Ok(RegionState::Untouched));
}

#[test]
fn edges_must_stand_alone_on_the_page_itself() {
    let found = |text: &str| Postmortem::parse(text).regions.len();
    let (begin, end) = ("<!-- closeout:begin a -->", "<!-- closeout:end a -->");
    assert_eq!(found(&format!("{begin}\nx\n{end}\n")), 1);
    assert_eq!(found(&format!("  {begin}  \n\nx\n\n{end}")), 1);
    assert_eq!(found(&format!("para\n{begin}\n| a |\n|---|\n| b |\n{end}\n")), 1);
    assert_eq!(found(&format!("\u{feff}{begin}\n{end}")), 1);
    for text in [
        format!("x {begin}\n\ny\n\n{end}"),
        format!("> {begin}\n> x\n> {end}"),
        format!("```\n{begin}\n{end}\n```"),
        format!("    {begin}\n    {end}"),
        format!("---\na: b\n{begin}\n{end}\n---\n"),
        "<!-- closeout:begin a b c -->\n<!-- closeout:end a -->".to_owned(),
        "<!-- closeout:begin a> -->\n<!-- closeout:end a> -->".to_owned(),
        format!("<!-- {begin}\n{end} -->"),
    ] {
        assert_eq!(found(&text), 0, "{text}");
    }
}

#[test]
fn regions_that_are_not_whole_are_told_apart() {
    let text = |words: &str| {
        let edges = words.split(' ').map(|word| {
            let (kind, name) = word.split_once(':').unwrap();
            format!("<!-- closeout:{kind} {name} -->\n\nx\n\n")
        });
        edges.collect::<String>()
    };
    for (words, a, b) in [
        ("begin:a end:a", Ok(()), Err(RegionFlaw::Missing)),
        ("begin:a end:a begin:b end:b", Ok(()), Ok(())),
        ("begin:a", Err(RegionFlaw::Torn), Err(RegionFlaw::Missing)),
        ("end:a", Err(RegionFlaw::Torn), Err(RegionFlaw::Missing)),
        ("end:a begin:a", Err(RegionFlaw::Torn), Err(RegionFlaw::Missing)),
        (
            "begin:a end:a end:a",
            Err(RegionFlaw::Torn),
            Err(RegionFlaw::Missing),
        ),
        ("begin:a begin:b end:b", Err(RegionFlaw::Torn), Ok(())),
        (
            "begin:a begin:a end:a",
            Err(RegionFlaw::Duplicate),
            Err(RegionFlaw::Missing),
        ),
        (
            "begin:a end:a begin:a end:a",
            Err(RegionFlaw::Duplicate),
            Err(RegionFlaw::Missing),
        ),
        (
            "begin:a begin:b end:b end:a",
            Err(RegionFlaw::Nested),
            Err(RegionFlaw::Nested),
        ),
        (
            "begin:a begin:b end:a end:b",
            Err(RegionFlaw::Nested),
            Err(RegionFlaw::Torn),
        ),
        (
            "begin:a end:b end:a",
            Err(RegionFlaw::Nested),
            Err(RegionFlaw::Torn),
        ),
    ] {
        let text = text(words);
        let read = Postmortem::parse(&text);
        assert_eq!(read.region("a").map(|_| ()), a, "{words}");
        assert_eq!(read.region("b").map(|_| ()), b, "{words}");
    }
}

#[test]
fn a_generated_document_is_sealed_once() {
    let text =
        "# T\r\n\r\n<!-- closeout:begin facts -->\r\n\r\nx\r\n\r\n<!-- closeout:end facts -->\r\n\r\ny";
    let once = sealed(text);
    assert_eq!(
        once,
        text.replace("begin facts", &format!("begin facts {}", fingerprint("x")))
    );
    assert_eq!(sealed(&once), once);
    let edited = once.replace("\nx", "\nz");
    assert_eq!(
        sealed(&edited),
        edited,
        "what somebody edited stays known as edited"
    );
}
