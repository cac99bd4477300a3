//! What every request handler shares.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::world::World;

/// Cheap to clone; all clones show the same world.
#[derive(Clone, Debug)]
pub struct AppState {
    world: Arc<Mutex<World>>,
}

impl AppState {
    /// Shares a world.
    pub fn new(world: World) -> Self {
        Self {
            world: Arc::new(Mutex::new(world)),
        }
    }

    /// The world, locked. Never hold it across an `await`.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
