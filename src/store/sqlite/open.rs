//! Opening a database: where it is, how durable it is, and its tables.

use std::{path::Path, sync::Arc, time::Duration};

use sqlx::{
    SqlStr, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::store::StoreError;

/// How long a connection waits for another process, such as a `closeout reconcile` beside the server.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Readers beside the one writer.
const READERS: u32 = 4;

/// The connections of one database.
pub(super) struct Pools {
    pub(super) writer: SqlitePool,
    pub(super) readers: SqlitePool,
}

/// Opens the database, creating what is missing.
pub(super) async fn open(url: &str) -> Result<Pools, StoreError> {
    let Some(place) = Place::parse(url) else {
        return Err(StoreError::UnknownUrl {
            found: without_secrets(url),
        });
    };
    let database = place.to_string();
    connect(&place).await.map_err(|cause| StoreError::Open {
        database,
        cause: Arc::from(cause),
    })
}

/// Looks at a database without making or changing one. Says whether there is one.
pub(super) async fn examine(url: &str) -> Result<bool, StoreError> {
    let place = Place::parse(url).ok_or_else(|| StoreError::UnknownUrl {
        found: without_secrets(url),
    })?;
    let Place::File(path) = place else {
        return Ok(true);
    };
    let database = place.to_string();
    let failed = |cause: Box<dyn std::error::Error + Send + Sync>| StoreError::Open {
        database: database.clone(),
        cause: Arc::from(cause),
    };
    if !path.exists() {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder =
            std::fs::metadata(folder.unwrap_or(Path::new("."))).map_err(|cause| failed(cause.into()))?;
        if folder.permissions().readonly() {
            return Err(failed("its folder cannot be written to".into()));
        }
        return Ok(false);
    }
    let pool = pool(1)
        .connect_with(file(path))
        .await
        .map_err(|cause| failed(cause.into()))?;
    let tried = try_to_write(&pool).await;
    pool.close().await;
    tried.map(|()| true).map_err(|cause| failed(cause.into()))
}

/// Takes the right to write, and gives it back.
async fn try_to_write(pool: &SqlitePool) -> Result<(), sqlx::Error> {
    let mut connection = pool.acquire().await?;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    sqlx::query("SELECT count(*) FROM sqlite_master")
        .execute(&mut *connection)
        .await?;
    sqlx::query("ROLLBACK").execute(&mut *connection).await?;
    Ok(())
}

async fn connect(place: &Place<'_>) -> Result<Pools, Box<dyn std::error::Error + Send + Sync>> {
    let writer = match place {
        Place::Memory => {
            pool(1)
                .connect_with(SqliteConnectOptions::new().in_memory(true).foreign_keys(true))
                .await?
        }
        Place::File(path) => {
            let options = file(path)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full);
            pool(1).connect_with(options).await?
        }
    };
    migrations().run(&writer).await?;
    let readers = match place {
        Place::Memory => writer.clone(),
        Place::File(path) => pool(READERS).connect_lazy_with(file(path).read_only(true)),
    };
    Ok(Pools { writer, readers })
}

/// Connections live as long as the process: a closed one would take a database in memory with it.
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

fn file(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
}

fn migrations() -> Migrator {
    let init = include_str!("../../../migrations/sqlite/0001_init.sql");
    let requests = include_str!("../../../migrations/sqlite/0002_requests.sql");
    let migration = |version, name: &'static str, text| {
        let text = SqlStr::from_static(text);
        Migration::new(version, name.into(), MigrationType::Simple, text, false)
    };
    Migrator {
        migrations: vec![migration(1, "init", init), migration(2, "requests", requests)].into(),
        ..Migrator::DEFAULT
    }
}

/// Sixteen hexadecimal digits that no other process has.
pub(super) fn nonce() -> String {
    let mut bytes = [0; 8];
    aws_lc_rs::rand::fill(&mut bytes).expect("the operating system has random numbers");
    format!("{:016x}", u64::from_ne_bytes(bytes))
}

/// Where a database is.
#[derive(Debug, PartialEq, Eq)]
enum Place<'a> {
    Memory,
    File(&'a Path),
}

impl<'a> Place<'a> {
    /// Understands `sqlite::memory:`, `sqlite://PATH` and `sqlite:PATH`.
    fn parse(url: &'a str) -> Option<Self> {
        let rest = url.strip_prefix("sqlite:")?;
        if rest == ":memory:" {
            return Some(Self::Memory);
        }
        let path = rest.strip_prefix("//").unwrap_or(rest);
        // `?mode=…` and the like would be taken for a part of the file's name.
        (!path.is_empty() && !path.contains('?')).then(|| Self::File(Path::new(path)))
    }
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Memory => f.write_str("in memory"),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// Everything between the scheme and the last `@` may hold a password.
fn without_secrets(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => format!("{}://…{}", &url[..scheme], &url[at..]),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_files_or_memory() {
        let file = |path: &'static str| Some(Place::File(Path::new(path)));
        assert_eq!(Place::parse("sqlite::memory:"), Some(Place::Memory));
        assert_eq!(Place::parse("sqlite://closeout.db"), file("closeout.db"));
        assert_eq!(Place::parse("sqlite:///var/lib/c.db"), file("/var/lib/c.db"));
        assert_eq!(Place::parse("sqlite:障害.db"), file("障害.db"));
        for wrong in [
            "",
            "closeout.db",
            "sqlite:",
            "sqlite://",
            "postgres://h/d",
            "sqlite://a.db?mode=ro",
        ] {
            assert_eq!(Place::parse(wrong), None, "{wrong:?}");
        }
    }

    #[tokio::test]
    async fn a_refused_address_shows_no_password() {
        let error = open("postgres://closeout:hunter2@db/closeout")
            .await
            .err()
            .unwrap();
        let said = error.to_string();
        assert!(said.contains("postgres://…@db/closeout"), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }

    #[tokio::test]
    async fn a_database_is_looked_at_without_being_made() {
        let folder = tempfile::tempdir().unwrap();
        let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
        assert!(!examine(&url("new.db")).await.unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        let pools = open(&url("old.db")).await.unwrap();
        assert!(examine(&url("old.db")).await.unwrap(), "beside a running server");
        pools.writer.close().await;
        assert!(examine(&url("old.db")).await.unwrap());
        assert!(examine("sqlite::memory:").await.unwrap());
        std::fs::write(
            folder.path().join("text.db"),
            "This is no database, and it is long enough.".repeat(99),
        )
        .unwrap();
        for wrong in [
            url("no/such/folder.db"),
            url("text.db"),
            "postgres://h/d".to_owned(),
        ] {
            assert!(examine(&wrong).await.is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_two_processes_share_a_nonce() {
        assert_eq!(nonce().len(), 16);
        assert_ne!(nonce(), nonce());
    }
}
