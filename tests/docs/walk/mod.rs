//! Both installations, as somebody makes them who has read README and nothing else: what it lists is registered, what it
//! shows is typed, and what it promises must come to be. A permission, an event or a step that it lacks fails here.

mod action;
mod app;
mod clone;
mod readme;
mod server;
mod town;
