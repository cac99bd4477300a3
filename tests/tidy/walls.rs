//! The walls of the house: which room may name what. `docs/architecture.md` says why each stands.

use crate::imports::lines_naming;
use crate::tree::{Fault, File, Tree};

/// Rooms that only compute: no I/O, no clock, no waiting.
const PURE: &[&str] = &[
    "src/domain",
    "src/fold",
    "src/plan",
    "src/document",
    "src/calendar",
    "src/form",
    "src/report",
];

/// One wall. It applies in `rooms` but not in `doors`.
struct Wall {
    rooms: &'static [&'static str],
    doors: &'static [&'static str],
    /// Paths and words that may not stand in the code there.
    forbidden: &'static [&'static str],
    rule: &'static str,
    instead: &'static str,
}

const WALLS: &[Wall] = &[
    Wall {
        rooms: PURE,
        doors: &[],
        forbidden: &[
            "tokio",
            "octocrab",
            "sqlx",
            "axum",
            "reqwest",
            "std::env",
            "std::fs",
            "std::net",
            "std::process",
            "async fn",
            ".await",
        ],
        rule: "this room does no I/O",
        instead: "compute from the arguments and leave the doing to `engine`",
    },
    Wall {
        rooms: PURE,
        doors: &[],
        forbidden: &[
            "Utc::now",
            "Local::now",
            "std::time::Instant",
            "std::time::SystemTime",
            "crate::clock",
        ],
        rule: "this room has no clock",
        instead: "take `now` as an argument",
    },
    Wall {
        rooms: PURE,
        doors: &[],
        forbidden: &["crate::github", "crate::store", "crate::engine"],
        rule: "this room does not know who calls it",
        instead: "put the shared type into `domain`",
    },
    Wall {
        rooms: &["src"],
        doors: &["src/github"],
        forbidden: &["octocrab"],
        rule: "octocrab stays inside `github`",
        instead: "use the adapter's own types",
    },
    Wall {
        rooms: &["src"],
        doors: &["src/github", "src/surface"],
        forbidden: &["reqwest"],
        rule: "only `github` and `surface` speak HTTP",
        instead: "return an effect and let `github::execute` carry it out",
    },
    Wall {
        rooms: &["src"],
        doors: &["src/store"],
        forbidden: &["sqlx"],
        rule: "only `store` knows the database",
        instead: "add a method to the store's trait",
    },
    Wall {
        rooms: &["src"],
        doors: &["src/message"],
        forbidden: &["handlebars"],
        rule: "only `message` makes prose",
        instead: "fill a context of `message` and let it render",
    },
    Wall {
        rooms: &["src"],
        doors: &["src/surface", "src/main.rs"],
        forbidden: &["crate::surface", "super::surface", "closeout::surface"],
        rule: "nothing depends on `surface`",
        instead: "move what is shared into the room it belongs to",
    },
    Wall {
        rooms: &["src"],
        doors: &["src/surface", "src/main.rs"],
        forbidden: &["std::env", "clap"],
        rule: "only `surface` reads the environment and the command line",
        instead: "take the value as an argument",
    },
    Wall {
        rooms: &["src"],
        doors: &["src/surface/demo"],
        forbidden: &["github_sim"],
        rule: "the simulator is for the demo and for tests",
        instead: "speak to GitHub through `github`",
    },
];

pub(crate) fn rooms_name_only_what_they_may(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, lexed) in tree.rust().filter(|(file, _)| !file.is_test()) {
        let code = without_tests(&lexed.code);
        for wall in WALLS
            .iter()
            .filter(|wall| file.is_in(wall.rooms) && !file.is_in(wall.doors))
        {
            for forbidden in wall.forbidden {
                let lines = lines_naming(code, forbidden);
                let fault = |line| file.fault(line, format!("`{forbidden}`: {}", wall.rule), wall.instead);
                faults.extend(lines.into_iter().map(fault));
            }
        }
    }
    faults
}

pub(crate) fn only_the_store_holds_sql(tree: &Tree) -> Vec<Fault> {
    let is_sql = |literal: &str| {
        let literal = literal.trim_start();
        [
            "SELECT ",
            "INSERT INTO ",
            "INSERT OR ",
            "DELETE FROM ",
            "CREATE TABLE ",
            "CREATE INDEX ",
            "PRAGMA ",
            "BEGIN ",
        ]
        .iter()
        .any(|start| literal.starts_with(start))
            || (literal.starts_with("UPDATE ") && literal.contains(" SET "))
    };
    literals(tree, &["src"], &["src/store"], is_sql, |file, line| {
        file.fault(
            line,
            "only `store` holds SQL",
            "add a method to the store's trait",
        )
    })
}

/// Reading by GraphQL and asking for a token are POSTs too, so POST is allowed where the two are sent.
pub(crate) fn only_execute_writes_to_github(tree: &Tree) -> Vec<Fault> {
    let instead = "add an effect, and carry it out in `github::execute`";
    let doors = ["src/github/execute", "src/github/auth"];
    let mut faults = literals(
        tree,
        &["src"],
        &doors,
        |text| text.trim_start().starts_with("mutation"),
        |file, line| file.fault(line, "a GraphQL mutation writes to the outside world", instead),
    );
    let posting = ["src/github/graphql", "src/github/session"];
    for (file, lexed) in tree
        .rust()
        .filter(|(file, _)| file.is_in(&["src/github"]) && !file.is_test())
    {
        for method in ["POST", "PATCH", "PUT", "DELETE"] {
            if file.is_in(&doors) || (method == "POST" && file.is_in(&posting)) {
                continue;
            }
            let lines = lines_naming(without_tests(&lexed.code), &format!("Method::{method}"));
            let rule = format!("{method} writes to the outside world");
            faults.extend(
                lines
                    .into_iter()
                    .map(|line| file.fault(line, rule.as_str(), instead)),
            );
        }
    }
    faults
}

pub(crate) fn the_simulator_does_not_know_the_product(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| file.is_in(&["crates"])) {
        for (index, line) in file.text.lines().enumerate() {
            if line.to_ascii_lowercase().contains("closeout") {
                let rule = "a crate beside the product does not know its name";
                faults.push(file.fault(index + 1, rule, "speak of GitHub, or of an App"));
            }
        }
    }
    faults
}

/// Whatever a test says to the simulator must be what GitHub would understand. The shared harness sees to it for all
/// that use it.
pub(crate) fn simulated_tests_check_their_recording(tree: &Tree) -> Vec<Fault> {
    let test_of = |file: &File| {
        let name = file.path.strip_prefix("tests/")?.split('/').next()?;
        Some(name.trim_end_matches(".rs").to_owned())
    };
    let names = |test: &str, word: &str| {
        let mut files = tree
            .rust()
            .filter(|(file, _)| test_of(file).as_deref() == Some(test));
        files.any(|(_, lexed)| !lines_naming(&lexed.code, word).is_empty())
    };
    let mut faults = Vec::new();
    for (file, lexed) in tree.rust() {
        let Some(test) = test_of(file) else { continue };
        let first = lines_naming(&lexed.code, "github_sim").into_iter().next();
        if let Some(line) = first.filter(|_| !names(&test, "github_contract") && !names(&test, "harness")) {
            let rule = "a test runs the simulator without checking what was said to it";
            let instead =
                "give the recording to `github_contract::assert_valid`, or use the shared `harness`";
            faults.push(file.fault(line, rule, instead));
        }
    }
    faults
}

/// The faults of every string literal in these rooms that is `wanted`.
fn literals(
    tree: &Tree,
    rooms: &[&str],
    doors: &[&str],
    wanted: impl Fn(&str) -> bool,
    fault: impl Fn(&File, usize) -> Fault,
) -> Vec<Fault> {
    let files = tree
        .rust()
        .filter(|(file, _)| file.is_in(rooms) && !file.is_in(doors) && !file.is_test());
    let mut faults = Vec::new();
    for (file, lexed) in files {
        let last = without_tests(&lexed.code).lines().count();
        let found = lexed
            .literals
            .iter()
            .filter(|(line, text)| *line <= last && wanted(text));
        faults.extend(found.map(|(line, _)| fault(file, *line)));
    }
    faults
}

/// The code up to the test module at its end.
fn without_tests(code: &str) -> &str {
    code.find("#[cfg(test)]\nmod tests")
        .map_or(code, |end| &code[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places;

    #[test]
    fn each_wall_stops_what_it_names_and_has_its_doors() {
        for (path, code, stopped) in [
            ("src/domain/incident.rs", "use tokio::sync::Mutex;", true),
            ("src/domain.rs", "use std::{env, fmt};", true),
            ("src/plan/mod.rs", "pub async fn plan() {}", true),
            ("src/calendar/day.rs", "let now = chrono::Utc::now();", true),
            (
                "src/calendar/day.rs",
                "// Utc::now is not called\nlet text = \"tokio\";",
                false,
            ),
            ("src/calendar/day/tests.rs", "let now = Utc::now();", false),
            ("src/fold/mod.rs", "use crate::store::Queue;", true),
            ("src/engine/mod.rs", "use octocrab::Octocrab;", true),
            ("src/github/auth.rs", "use octocrab::Octocrab;", false),
            ("src/engine/mod.rs", "let pool: sqlx::SqlitePool;", true),
            ("src/store/sqlite.rs", "let pool: sqlx::SqlitePool;", false),
            ("src/engine/mod.rs", "handlebars::Handlebars::new()", true),
            ("src/engine/mod.rs", "use crate::surface::cli;", true),
            ("src/lib.rs", "pub mod surface;", false),
            ("src/main.rs", "closeout::surface::cli::main()", false),
            ("src/policy/mod.rs", "std::env::var(name)", true),
            ("src/engine/mod.rs", "use github_sim::World;", true),
            ("src/surface/demo/mod.rs", "use github_sim::World;", false),
            (
                "src/engine/mod.rs",
                "fn run() {}\n#[cfg(test)]\nmod tests {\n    use github_sim::World;\n}",
                false,
            ),
        ] {
            let found = places(rooms_name_only_what_they_may, &[(path, code)]);
            assert_eq!(!found.is_empty(), stopped, "{path}: {code}: {found:?}");
        }
    }

    #[test]
    fn sql_is_stopped_outside_the_store() {
        let sql = "//! x\nlet q = \"SELECT key FROM work\";\nlet r = \"UPDATE work SET state = 1\";\nlet s = \"UPDATE due\";";
        assert_eq!(
            places(only_the_store_holds_sql, &[("src/engine/a.rs", sql)]),
            ["src/engine/a.rs:2", "src/engine/a.rs:3"]
        );
        assert!(places(only_the_store_holds_sql, &[("src/store/a.rs", sql)]).is_empty());
    }

    #[test]
    fn writing_is_stopped_outside_execute() {
        let code = "let m = Method::POST;\nlet q = \"mutation { x }\";\nlet d = Method::DELETE;";
        let found = |path| places(only_execute_writes_to_github, &[(path, code)]).len();
        assert_eq!(found("src/github/observe.rs"), 3);
        assert_eq!(found("src/github/graphql.rs"), 2);
        assert_eq!(found("src/github/execute/comment.rs"), 0);
        assert_eq!(found("src/engine/mod.rs"), 1);
    }

    #[test]
    fn a_test_that_runs_the_simulator_checks_its_recording() {
        let runs = "use github_sim::Simulator;";
        let files = [
            ("tests/alone.rs", runs),
            (
                "tests/careful/main.rs",
                "mod world;\ngithub_contract::assert_valid(&recording);",
            ),
            ("tests/careful/world.rs", runs),
            (
                "tests/scenario/main.rs",
                "#[path = \"../harness/mod.rs\"]\nmod harness;\nuse github_sim::World;",
            ),
            ("src/surface/demo/mod.rs", runs),
        ];
        assert_eq!(
            places(simulated_tests_check_their_recording, &files),
            ["tests/alone.rs:1"]
        );
    }

    #[test]
    fn the_product_is_not_named_in_the_simulator() {
        let files = [
            ("crates/github-sim/src/lib.rs", "//! For\n//! Closeout."),
            ("src/lib.rs", "//! Closeout."),
        ];
        assert_eq!(
            places(the_simulator_does_not_know_the_product, &files),
            ["crates/github-sim/src/lib.rs:2"]
        );
    }
}
