//! The web pages, asked for and posted to the way a browser does it.

mod acting;
mod branches;
mod checks;
mod reading;
mod site;
mod sub_issues;
