//! Other people's text stays text.
