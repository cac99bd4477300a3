//! The GitHub adapter against the simulator, over real HTTP. Whatever was said is held against GitHub's own
//! description of its API at the end of each test.

#[cfg(test)]
mod annotating;
#[cfg(test)]
mod endings;
#[cfg(test)]
mod execute;
#[cfg(test)]
mod observe;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod thread;
#[cfg(test)]
mod ticks;
#[cfg(test)]
mod tokens;
