//! Where a repository's calendar is served.

/// The address of a repository's calendar: whoever knows it may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Address of the page, without a trailing slash.
    page: String,
}

impl Address {
    /// The calendar of a token on the server with this public address.
    pub fn new(public_url: &str, token: &str) -> Self {
        Self {
            page: format!("{public_url}/calendar/{token}"),
        }
    }

    /// The page that shows all meetings.
    pub fn page(&self) -> String {
        self.page.clone()
    }

    /// The calendar to subscribe to.
    pub fn feed(&self) -> String {
        format!("{}.ics", self.page)
    }

    /// One meeting as a file.
    pub fn invitation(&self, issue: u64) -> String {
        format!("{}/{issue}.ics", self.page)
    }
}
