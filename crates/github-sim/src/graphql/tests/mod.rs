//! The GraphQL door without HTTP: requests answered from a world that was set up by its own operations.

mod coverage;
mod errors;
mod mutations;
mod publishing;
mod queries;
mod stage;

use stage::Stage;
