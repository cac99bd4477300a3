//! Every command line that a page shows is run, or at least understood.
//!
//! [`pages`] finds the lines, [`listed`] says how each is run, [`stage`] runs it. A line that is new on a page fails until it
//! is listed, and one that is on no page any more fails until it is taken from the list. [`promises`] holds what the page of the
//! command line says of all commands, and [`walk`] follows README from an App that is not registered yet to a Closed postmortem.

#[cfg(test)]
mod listed;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod walk;
#[cfg(test)]
#[path = "../action/workflow.rs"]
mod workflow;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{CommandFactory as _, Parser as _, error::ErrorKind};
    use closeout::surface::cli::Cli;

    use super::{
        listed::{How, LINES},
        pages::{lines, mentions, words},
        stage::Stage,
    };

    #[test]
    fn every_line_of_a_page_is_listed_and_the_other_way_round() {
        let shown = lines();
        assert!(shown.len() > 30, "the pages were read");
        let listed: BTreeSet<&str> = LINES.iter().map(|(line, _)| *line).collect();
        for (page, line) in &shown {
            assert!(
                listed.contains(line.as_str()),
                "{page} shows a line that tests/docs/listed.rs lacks: {line}"
            );
        }
        let shown: BTreeSet<&str> = shown.iter().map(|(_, line)| line.as_str()).collect();
        for line in listed {
            assert!(
                shown.contains(line),
                "tests/docs/listed.rs has a line that no page shows: {line}"
            );
        }
    }

    #[test]
    fn every_line_is_understood() {
        for (page, line) in lines() {
            understood(&page, &words(&line));
        }
    }

    /// What is mentioned in running text may leave out what everybody supplies by themselves.
    #[test]
    fn every_mention_is_understood() {
        let program = Cli::command();
        let mentions = mentions();
        assert!(mentions.len() > 10, "the pages were read");
        for (page, mention) in mentions {
            let words = words(&mention.replace("<COMMAND>", "lint"));
            match words.get(1).map(String::as_str) {
                // The names of checks begin like command lines.
                None | Some("/") => {}
                Some(name) if words.len() == 2 && !name.starts_with('-') => {
                    assert!(
                        program.find_subcommand(name).is_some(),
                        "{page}: there is no `{mention}`"
                    );
                }
                Some(_) => understood(&page, &words),
            }
        }
    }

    #[track_caller]
    fn understood(page: &str, words: &[String]) {
        match Cli::try_parse_from(words) {
            Ok(_) => {}
            Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {}
            // A setting that stands in the environment.
            Err(error) if error.kind() == ErrorKind::MissingRequiredArgument && words[1] == "action" => {}
            Err(error) => panic!("{page}: {words:?}: {error}"),
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn lines_that_need_nobody_run() {
        let stage = Stage::set().await;
        for (line, how) in LINES {
            if let How::Alone(code) = how {
                stage.run(line, *code);
            }
        }
        stage.close();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn lines_that_ask_github_run() {
        let stage = Stage::set().await;
        for (line, how) in LINES {
            match how {
                How::AsApp => stage.as_app(line),
                How::InWorkflow => stage.in_workflow(line),
                _ => {}
            }
        }
        stage.close();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn servers_start_and_stop() {
        let stage = Stage::set().await;
        for (line, _) in LINES.iter().filter(|(_, how)| matches!(how, How::Serve)) {
            stage.serve(line);
        }
        stage.close();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn demos_play_to_their_end() {
        let stage = Stage::set().await;
        let plays = LINES.iter().filter(|(_, how)| matches!(how, How::Play));
        let plays = plays.map(|(line, _)| line.replace("cargo run -- ", "closeout ").replace(" --once", ""));
        for line in plays.collect::<BTreeSet<String>>() {
            stage.run(&format!("{line} --once"), 0);
        }
        stage.close();
    }
}
