//! The surface under test: the App's server, which hears of everything by webhook and is woken on time.
//!
//! `tests/action` plays the same scenarios on another one.

use std::ops::{Deref, DerefMut};

use closeout::{
    domain::key::Locator,
    surface::demo::stage::{self, Setting},
};

pub(crate) use insta::assert_snapshot;

/// GitHub and the server.
pub(crate) struct Stage(stage::Stage);

impl Stage {
    /// The name by which Closeout acts.
    pub(crate) const NAME: &str = "closeout";
    /// Whether we are told when somebody presses a button.
    pub(crate) const HEARS_BUTTONS: bool = true;
    /// Whether anything is known of other incidents than the one that is looked at.
    pub(crate) const REMEMBERS: bool = true;
    /// Whether other repositories of the account can be reached.
    pub(crate) const REACHES_FURTHER: bool = true;

    pub(crate) async fn set(setting: &Setting<'_>) -> anyhow::Result<Self> {
        Ok(Self(stage::Stage::set(setting).await?))
    }

    /// What would be done about an incident now.
    pub(crate) async fn planned(&self, incident: &Locator) -> Vec<String> {
        let plan = self.engine.dry_run(incident).await;
        let effects = plan.expect("it can be observed").effects;
        effects.iter().map(ToString::to_string).collect()
    }

    /// The database is lost, and everything is found again.
    pub(crate) async fn starts_over(&mut self) {
        self.lose_database().await.expect("the server starts anew");
        self.sweeps().await;
    }

    /// Everything is looked for and looked at.
    pub(crate) async fn sweeps(&self) {
        let found = self.engine.enqueue_all().await;
        assert!(
            found.expect("installations can be listed") > 0,
            "recovery finds the installation"
        );
        self.settle().await.expect("it settles");
    }
}

impl Deref for Stage {
    type Target = stage::Stage;

    fn deref(&self) -> &stage::Stage {
        &self.0
    }
}

impl DerefMut for Stage {
    fn deref_mut(&mut self) -> &mut stage::Stage {
        &mut self.0
    }
}
