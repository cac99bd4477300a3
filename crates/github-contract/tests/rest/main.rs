//! Each way to break a good REST exchange gives exactly the finding it deserves, and no other.

mod broken;
mod requests;
mod responses;
