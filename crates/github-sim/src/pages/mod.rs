//! pages
mod icon;
mod markdown;
