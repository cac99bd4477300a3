//! The works that the rules come from. Their ideas are used here, not their words.

pub(super) const SRE_BOOK: &str = "Google, Site Reliability Engineering, ch. 15, “Postmortem Culture”: https://sre.google/sre-book/postmortem-culture/";
pub(super) const SRE_EXAMPLE: &str = "Google, Site Reliability Engineering, app. D, “Example Postmortem”: https://sre.google/sre-book/example-postmortem/";
pub(super) const SRE_WORKBOOK: &str = "Google, The Site Reliability Workbook, ch. 10, “Postmortem Culture”: https://sre.google/workbook/postmortem-culture/";
pub(super) const ACTION_ITEMS: &str = "Lunney, Lueder and O’Connor, “Postmortem Action Items: Plan the Work and Work the Plan”, ;login: Spring 2017: \
     https://research.google/pubs/postmortem-action-items-plan-the-work-and-work-the-plan/";
pub(super) const PAGERDUTY_WRITING: &str =
    "PagerDuty, Postmortem Documentation, “Writing”: https://postmortems.pagerduty.com/how_to_write/writing/";
pub(super) const PAGERDUTY_BLAMELESS: &str =
    "PagerDuty, Postmortem Documentation, “Blameless”: https://postmortems.pagerduty.com/culture/blameless/";
pub(super) const PAGERDUTY_CHECKLIST: &str = "PagerDuty, Postmortem Documentation, “Checklist”: https://postmortems.pagerduty.com/resources/checklist/";
pub(super) const ETSY: &str = "Etsy, “Debriefing Facilitation Guide for Blameless Postmortems”: \
     https://codeascraft.com/2016/11/17/debriefing-facilitation-guide/";
pub(super) const MERCARI: &str = "Mercari, 「メルカリの3つのValueで取り組むインシデント対応」: \
     https://engineering.mercari.com/blog/entry/2018-04-10-090453/";
pub(super) const ATLASSIAN: &str = "Atlassian, Incident Management Handbook, “Postmortems”: \
     https://www.atlassian.com/incident-management/handbook/postmortems";
pub(super) const ATLASSIAN_COMMUNICATION: &str = "Atlassian, “Incident communication”: https://www.atlassian.com/incident-management/incident-communication";
