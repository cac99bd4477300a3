//! From the answers about an incident to the severity that they suggest. The table below is the whole rule.

use crate::domain::{
    report::{Because, Suggestion},
    severity::Severity,
};

/// Whether customers can use the service, in the order of the options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Works {
    NotAtAll,
    PartDown,
    Degraded,
    LooksWrong,
}

/// Who is affected, in the order of the options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Affected {
    Most,
    Some,
    Few,
}

/// Whether there is a way around, in the order of the options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Workaround {
    Missing,
    Exists,
}

/// Whether data is at risk, in the order of the options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Data {
    AtRisk,
    Safe,
}

impl Works {
    pub(super) const ALL: [Self; 4] = [Self::NotAtAll, Self::PartDown, Self::Degraded, Self::LooksWrong];
}

impl Affected {
    pub(super) const ALL: [Self; 3] = [Self::Most, Self::Some, Self::Few];
}

impl Workaround {
    pub(super) const ALL: [Self; 2] = [Self::Missing, Self::Exists];
}

impl Data {
    pub(super) const ALL: [Self; 2] = [Self::AtRisk, Self::Safe];
}

/// The answers; absent is what nobody knows or said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Answers {
    pub(super) data: Option<Data>,
    pub(super) works: Option<Works>,
    pub(super) affected: Option<Affected>,
    pub(super) workaround: Option<Workaround>,
}

/// A row of the table: answers that must be given (absent is any), and the severity that follows.
pub(super) struct Row {
    pub(super) when: Answers,
    pub(super) severity: Severity,
}

/// The first row that fits decides.
pub(super) const TABLE: [Row; 12] = {
    use self::{Affected as A, Data as D, Severity as S, Workaround as W, Works as K};
    [
        row(Some(D::AtRisk), None, None, None, S::Sev1),
        row(None, Some(K::LooksWrong), None, None, S::Sev4),
        row(None, Some(K::NotAtAll), Some(A::Few), None, S::Sev3),
        row(None, None, Some(A::Few), None, S::Sev4),
        row(None, Some(K::NotAtAll), Some(A::Most), None, S::Sev1),
        row(None, Some(K::NotAtAll), Some(A::Some), None, S::Sev2),
        row(None, Some(K::PartDown), Some(A::Most), None, S::Sev2),
        row(None, Some(K::PartDown), Some(A::Some), Some(W::Missing), S::Sev2),
        row(None, Some(K::PartDown), Some(A::Some), Some(W::Exists), S::Sev3),
        row(None, Some(K::Degraded), Some(A::Most), Some(W::Missing), S::Sev2),
        row(None, Some(K::Degraded), Some(A::Most), Some(W::Exists), S::Sev3),
        row(None, Some(K::Degraded), Some(A::Some), None, S::Sev3),
    ]
};

const fn row(
    data: Option<Data>,
    works: Option<Works>,
    affected: Option<Affected>,
    workaround: Option<Workaround>,
    severity: Severity,
) -> Row {
    let when = Answers {
        data,
        works,
        affected,
        workaround,
    };
    Row { when, severity }
}

/// The severity that the answers suggest, and those among them that decided. `None` when they say too little: neither
/// that data is at risk, nor what is wrong, nor for whom.
pub(super) fn suggest(answers: Answers) -> Option<Suggestion> {
    let at_risk = answers.data == Some(Data::AtRisk);
    if !at_risk && answers.works.is_none() && answers.affected.is_none() {
        return None;
    }
    // What nobody knows counts as it would in a SEV2, so that no incident is taken lightly by mistake.
    let assumed = Answers {
        data: answers.data,
        works: answers.works.or(Some(Works::PartDown)),
        affected: answers.affected.or(Some(Affected::Some)),
        workaround: answers.workaround.or(Some(Workaround::Missing)),
    };
    let row = TABLE.iter().find(|row| row.fits(assumed))?;
    Some(Suggestion {
        severity: row.severity,
        because: row.because(answers),
    })
}

impl Row {
    fn fits(&self, answers: Answers) -> bool {
        let Answers {
            data,
            works,
            affected,
            workaround,
        } = self.when;
        (data.is_none() || data == answers.data)
            && (works.is_none() || works == answers.works)
            && (affected.is_none() || affected == answers.affected)
            && (workaround.is_none() || workaround == answers.workaround)
    }

    /// The answers that this row asks for and that were really given.
    fn because(&self, given: Answers) -> Vec<Because> {
        let works = self.when.works.filter(|_| given.works.is_some());
        let affected = self.when.affected.filter(|_| given.affected.is_some());
        let workaround = self.when.workaround.filter(|_| given.workaround.is_some());
        let reasons = [
            self.when.data.map(|_| Because::DataAtRisk),
            works.map(|works| match works {
                Works::NotAtAll => Because::ServiceDown,
                Works::PartDown => Because::PartDown,
                Works::Degraded => Because::Degraded,
                Works::LooksWrong => Because::Cosmetic,
            }),
            affected.map(|affected| match affected {
                Affected::Most => Because::MostAffected,
                Affected::Some => Because::SomeAffected,
                Affected::Few => Because::FewAffected,
            }),
            workaround.map(|workaround| match workaround {
                Workaround::Missing => Because::NoWorkaround,
                Workaround::Exists => Because::Workaround,
            }),
        ];
        reasons.into_iter().flatten().collect()
    }
}
