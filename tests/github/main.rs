//! The GitHub adapter against the simulator, over real HTTP. Whatever was exchanged is held against GitHub's own
//! description of its API at the end of each test.

mod execute;
mod observe;
mod retries;
mod stage;
mod tokens;
