//! What every request handler shares.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::HeaderMap;

use crate::faults::Faults;
use crate::recording::Recording;
use crate::rest::{ApiError, Caller, auth};
use crate::visits::Reception;
use crate::world::{Actor, World};

const GRAPHQL_DOCS: &str =
    "https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql";

/// Reads that are answered from an older world.
#[derive(Debug)]
struct Lag {
    world: Arc<Mutex<World>>,
    reads: usize,
}

/// Cheap to clone; all clones show the same world.
#[derive(Clone, Debug)]
pub struct AppState {
    world: Arc<Mutex<World>>,
    lag: Arc<Mutex<Option<Lag>>>,
    pub(crate) faults: Faults,
    pub(crate) recording: Recording,
    pub(crate) reception: Reception,
}

impl AppState {
    /// Shares a world.
    pub fn new(world: World) -> Self {
        let world = Arc::new(Mutex::new(world));
        Self {
            world,
            lag: Arc::default(),
            faults: Faults::default(),
            recording: Recording::default(),
            reception: Reception::default(),
        }
    }

    /// The world, locked. Never hold it across an `await`.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who calls with these headers. A missing or unfit credential is an answer of its own.
    pub(crate) fn caller(&self, headers: &HeaderMap) -> Result<Actor, ApiError> {
        let world = self.world();
        match auth::bearer_of(&world, headers)? {
            Caller::Bearer { actor, .. } => Ok(actor),
            Caller::Anonymous | Caller::App(_) => {
                let mut error = ApiError::new(401, "This endpoint requires you to be authenticated.", "");
                error.body["documentation_url"] = GRAPHQL_DOCS.into();
                Err(error)
            }
        }
    }

    /// Answers the next reads from the world as it is now, whatever happens meanwhile.
    pub(crate) fn lag_reads(&self, reads: usize) {
        let world = Arc::new(Mutex::new(self.world().clone()));
        *self.lag.lock().unwrap_or_else(PoisonError::into_inner) = Some(Lag { world, reads });
    }

    /// The state a request is served from: for a read, while reads lag behind, one that shows the older world.
    pub(crate) fn for_request(&self, is_read: bool) -> Self {
        let mut lag = self.lag.lock().unwrap_or_else(PoisonError::into_inner);
        match lag.as_mut().filter(|lag| is_read && lag.reads > 0) {
            Some(lag) => {
                lag.reads -= 1;
                Self {
                    world: Arc::clone(&lag.world),
                    ..self.clone()
                }
            }
            None => self.clone(),
        }
    }
}
