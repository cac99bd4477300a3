//! What the rules find in the postmortem, as the incident and the policy have it.

use chrono::{DateTime, Utc};

use crate::{
    document::{
        self, Postmortem,
        lint::{self, Level, Setting},
    },
    domain::observation::PullRequest,
    message::context::{CheckedFile, FindingRow},
};

use super::{Input, template};

/// The most findings that are shown: whoever has more begins with the first.
const MOST: usize = 300;

/// What was found, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Findings {
    rows: Vec<FindingRow>,
    /// When the same text leads to other findings: a date passes.
    pub(super) change_at: Option<DateTime<Utc>>,
}

impl Findings {
    /// Checks the document of a pull request.
    pub(super) fn of(input: &Input<'_>, pull: &PullRequest) -> Self {
        let Some(file) = &pull.document else {
            return Self::default();
        };
        let document = Postmortem::parse(&file.text);
        let setting = setting(input);
        let found = lint::lint(&document, &setting);
        let change_at = lint::next_change(&document, &setting);
        Self {
            rows: found
                .iter()
                .map(|found| FindingRow::of(found, &document))
                .collect(),
            change_at: change_at.map(|day| input.policy.calendar.begin(day)),
        }
    }

    /// How many there are of a level.
    pub(super) fn count(&self, level: Level) -> usize {
        self.rows.iter().filter(|row| row.level == level).count()
    }

    /// As many as are shown, and whether there are more. Errors come first then.
    pub(super) fn shown(mut self) -> (Vec<FindingRow>, bool) {
        let is_cut = self.rows.len() > MOST;
        if is_cut {
            self.rows.sort_by_key(|row| row.level);
            self.rows.truncate(MOST);
        }
        (self.rows, is_cut)
    }
}

/// The document, with its address at the commit that is checked.
pub(super) fn checked_file(input: &Input<'_>, pull: &PullRequest) -> Option<CheckedFile> {
    let file = pull.document.as_ref()?;
    Some(CheckedFile {
        path: file.path.clone(),
        url: document::url(&input.observation.repository.url, &pull.head, &file.path),
    })
}

fn setting(input: &Input<'_>) -> Setting {
    let incident = input.incident;
    let people = incident.participants.iter().chain(incident.roles.values());
    let lint = &input.policy.lint;
    Setting {
        levels: lint.levels.clone(),
        severity: Some(input.severity()),
        status: incident.postmortem,
        most_action_items: usize::try_from(lint.most_action_items).unwrap_or(usize::MAX),
        least_priority: lint.least_priority,
        sections: template::sections(input),
        announcement_required: input.announcement_required(),
        people: people.map(ToString::to_string).collect(),
        repository: Some(input.observation.repository.url.clone()),
        today: Some(input.now.with_timezone(&input.policy.zone).date_naive()),
    }
}
