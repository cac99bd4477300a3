//! The postmortem's document and the pull request it comes in.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::domain::{
    incident::TimelineRow, person::Login, phase::Instants, report::Detector, severity::Severity,
};

use super::{RoleRow, SeverityTime};

/// The template of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Template {
    /// Every section.
    #[default]
    Full,
    /// The sections without which there is no postmortem.
    Minimal,
    /// The repository's own: its text.
    Own(String),
}

/// What the document is made of when it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentContext {
    /// The template it is made with.
    #[serde(skip)]
    pub template: Template,
    /// `owner/name` of the repository.
    pub repository: String,
    /// The incident's number.
    pub number: u64,
    /// The incident's address.
    pub url: String,
    /// The incident's title; user text.
    pub title: String,
    /// Practice.
    pub drill: bool,
    /// The severity in force.
    pub severity: Severity,
    /// When it was declared.
    pub declared_at: DateTime<Utc>,
    /// The instants it has passed.
    pub instants: Instants,
    /// How long each severity was in force.
    pub severity_times: Vec<SeverityTime>,
    /// Who was affected and how, in the reporter's words; user text.
    pub impact: Option<String>,
    /// By whom or by what it was noticed.
    pub detected_by: Option<Detector>,
    /// Who held which role.
    pub roles: Vec<RoleRow>,
    /// Everybody who took part.
    pub participants: Vec<Login>,
    /// Until when the review meeting must be held.
    pub deadline: DateTime<Utc>,
    /// When the review meeting begins.
    pub meeting_scheduled: Option<DateTime<Utc>>,
    /// When the review meeting was held.
    pub meeting_held: Option<DateTime<Utc>>,
    /// Customers must be told before it is Closed.
    pub announcement_required: bool,
    /// What happened.
    pub timeline: Vec<TimelineRow>,
}

/// Title and body of the pull request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PullRequestContext {
    /// The incident's number.
    pub number: u64,
    /// The incident's title; user text.
    pub title: String,
    /// Practice.
    pub drill: bool,
    /// The severity in force.
    pub severity: Severity,
    /// The postmortem's owner.
    pub owner: Option<Login>,
    /// Until when the review meeting must be held.
    pub deadline: DateTime<Utc>,
    /// Path of the document.
    pub path: String,
    /// How many approvals it needs.
    pub approvals: u32,
    /// Customers must be told before it is Closed.
    pub announcement_required: bool,
}
