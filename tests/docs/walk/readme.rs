//! The two sections of README by which people install Closeout, as they are followed word by word.

use std::collections::{BTreeMap, BTreeSet};

use github_sim::world::Level;

const README: &str = include_str!("../../../README.md");

/// A section of README.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Section(&'static str);

impl Section {
    /// The section below this heading.
    pub(crate) fn below(heading: &str) -> Self {
        let (_, rest) = README
            .split_once(&format!("\n## {heading}\n"))
            .unwrap_or_else(|| panic!("README has no section {heading}"));
        Self(rest.split("\n## ").next().unwrap_or(rest))
    }

    /// Whether it says this, wherever its lines break.
    pub(crate) fn says(self, words: &str) -> bool {
        let plain = self.0.split_whitespace().collect::<Vec<_>>().join(" ");
        plain.contains(words)
    }

    /// The code that begins like this, in running text.
    pub(crate) fn code(self, beginning: &str) -> &'static str {
        let outside = self.0.split("```").step_by(2);
        let mut code = outside.flat_map(|text| text.split('`').skip(1).step_by(2));
        code.find(|code| code.starts_with(beginning))
            .unwrap_or_else(|| panic!("the section has no `{beginning}…`"))
    }

    /// The block of shell in which this stands.
    pub(crate) fn block(self, with: &str) -> String {
        let mut blocks = self.0.split("```sh\n").skip(1).filter_map(|rest| {
            let (block, _) = rest.split_once("```")?;
            block.contains(with).then_some(block)
        });
        let block = blocks.next().unwrap_or_else(|| panic!("no block has {with}"));
        block.lines().flat_map(|line| [line.trim(), "\n"]).collect()
    }

    /// What the App may do: a row of the table names permissions, and one level.
    pub(crate) fn permissions(self) -> BTreeMap<String, Level> {
        let mut permissions = BTreeMap::new();
        for row in self.0.lines().map(str::trim).filter(|line| line.starts_with('|')) {
            let mut cells = row.trim_matches('|').split('|');
            let (Some(names), Some(level)) = (cells.next(), cells.next()) else {
                continue;
            };
            let level = level.split('*').nth(1).and_then(Level::parse);
            for name in level.iter().flat_map(|_| names.split(',')) {
                permissions.extend(level.map(|level| (as_in_the_api(name), level)));
            }
        }
        permissions
    }

    /// The events to which the App subscribes: a sentence that lists them.
    pub(crate) fn events(self) -> BTreeSet<String> {
        let (_, rest) = self.0.split_once("Events: ").expect("there is a list of events");
        let list = rest.split('.').next().unwrap_or(rest);
        list.split(',').map(as_in_the_api).collect()
    }
}

/// A name as GitHub's pages write it, as its API does. What stands in parentheses says where it is found.
fn as_in_the_api(name: &str) -> String {
    let name = name.split('(').next().unwrap_or(name);
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join("_")
        .to_lowercase()
}

#[test]
fn readme_is_read_as_it_is_written() {
    let section = Section::below("Install the App");
    let permissions = section.permissions();
    assert_eq!(permissions["pull_requests"], Level::Write, "{permissions:?}");
    assert_eq!(permissions["metadata"], Level::Read, "{permissions:?}");
    let events = section.events();
    assert!(
        events.contains("pull_request_review") && events.contains("sub_issues"),
        "{events:?}"
    );
    assert!(
        events
            .iter()
            .all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_')),
        "{events:?}"
    );
}
