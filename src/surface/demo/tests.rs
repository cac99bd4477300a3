//! The play from beginning to end, through the functions of the command itself.

use super::*;

#[tokio::test]
async fn the_story_ends_in_closed() {
    let stage = set(([127, 0, 0, 1], 0).into(), None).await.unwrap();
    let mut out = Vec::new();
    let ended = perform(&stage, &mut out, Ink::Plain, &mut Progress::hidden())
        .await
        .unwrap();
    assert_eq!(ended.faults, [""; 0]);
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}
