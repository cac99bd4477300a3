//! Statements that SQLite and PostgreSQL understand alike, so that one text serves both engines.
//!
//! Parameters are `$1`, `$2`, …; a parameter that may be NULL is cast, because PostgreSQL wants to know its type.

/// 1 repository, 2 issue, 3 installation, 4 owner, 5 name, 6 due.
pub(super) const ENQUEUE: &str = "\
INSERT INTO queue (repository, issue, installation, owner, name, due) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (repository, issue) DO UPDATE SET
  installation = excluded.installation, owner = excluded.owner, name = excluded.name,
  due = CASE
    WHEN queue.due IS NOT NULL AND queue.due <= excluded.due THEN queue.due
    WHEN excluded.due < queue.not_before THEN queue.not_before
    ELSE excluded.due END";

/// 1 now. A key whose worker vanished is due since its lease ended.
pub(super) const EXPIRE_LEASES: &str = "\
UPDATE queue SET due = COALESCE(due, lease_until), lease_token = NULL, lease_until = NULL, worker = NULL
WHERE lease_until <= $1";

/// Interrupted work goes first: it is due since the beginning of time.
pub(super) const RELEASE_LEASES: &str = "\
UPDATE queue SET due = COALESCE(due, 0), lease_token = NULL, lease_until = NULL, worker = NULL
WHERE lease_token IS NOT NULL";

/// 1 now, 2 until, 3 worker, 4 token.
pub(super) const LEASE: &str = "\
UPDATE queue SET due = NULL, lease_until = $2, worker = $3, lease_token = $4
WHERE (repository, issue) = (
  SELECT q.repository, q.issue FROM queue q
  WHERE q.due <= $1 AND q.lease_token IS NULL
    AND NOT EXISTS (SELECT 1 FROM installations i WHERE i.id = q.installation AND i.parked_until > $1)
  ORDER BY q.due LIMIT 1)
RETURNING repository, issue, installation, owner, name, attempts";

/// 1 repository, 2 issue, 3 installation, 4 owner, 5 name, 6 now, 7 until, 8 worker, 9 token.
pub(super) const LEASE_KEY: &str = "\
INSERT INTO queue (repository, issue, installation, owner, name, lease_until, worker, lease_token)
VALUES ($1, $2, $3, $4, $5, $7, $8, $9)
ON CONFLICT (repository, issue) DO UPDATE SET
  installation = excluded.installation, owner = excluded.owner, name = excluded.name,
  due = NULL, lease_until = excluded.lease_until, worker = excluded.worker, lease_token = excluded.lease_token
WHERE queue.lease_token IS NULL OR queue.lease_until <= $6
RETURNING repository, issue, installation, owner, name, attempts";

/// 1 repository, 2 issue, 3 token, 4 wake at or NULL.
pub(super) const DONE: &str = "\
UPDATE queue SET lease_token = NULL, lease_until = NULL, worker = NULL,
  attempts = 0, not_before = 0, error = NULL, parked = NULL,
  due = CASE WHEN due IS NULL OR CAST($4 AS BIGINT) < due THEN CAST($4 AS BIGINT) ELSE due END
WHERE repository = $1 AND issue = $2 AND lease_token = $3";

/// 1 repository, 2 issue, 3 token, 4 at. Neither a failure nor a success: what was known about failures stays.
pub(super) const AGAIN: &str = "\
UPDATE queue SET lease_token = NULL, lease_until = NULL, worker = NULL, parked = NULL,
  due = CASE WHEN due IS NULL OR $4 < due THEN $4 ELSE due END
WHERE repository = $1 AND issue = $2 AND lease_token = $3";

/// 1 repository, 2 issue, 3 token, 4 at, 5 error.
pub(super) const RETRY: &str = "\
UPDATE queue SET lease_token = NULL, lease_until = NULL, worker = NULL, parked = NULL,
  attempts = attempts + 1, not_before = $4, due = $4, error = $5
WHERE repository = $1 AND issue = $2 AND lease_token = $3";

/// 1 repository, 2 issue, 3 token, 4 reason. A touch that came meanwhile stays.
pub(super) const PARK: &str = "\
UPDATE queue SET lease_token = NULL, lease_until = NULL, worker = NULL,
  attempts = 0, not_before = 0, error = NULL, parked = $4
WHERE repository = $1 AND issue = $2 AND lease_token = $3";

/// 1 repository, 2 issue. A key that waits for nothing and has nothing to tell needs no row.
pub(super) const DROP_IDLE: &str = "\
DELETE FROM queue
WHERE repository = $1 AND issue = $2 AND due IS NULL AND lease_token IS NULL AND parked IS NULL";

/// 1 repository, 2 issue.
pub(super) const FORGET_QUEUE: &str = "DELETE FROM queue WHERE repository = $1 AND issue = $2";

/// 1 now.
pub(super) const NEXT_DUE: &str = "\
SELECT q.due FROM queue q
WHERE q.due IS NOT NULL AND q.lease_token IS NULL
  AND NOT EXISTS (SELECT 1 FROM installations i WHERE i.id = q.installation AND i.parked_until > $1)
ORDER BY q.due LIMIT 1";

/// When the first lease expires.
pub(super) const NEXT_EXPIRY: &str = "SELECT MIN(lease_until) FROM queue WHERE lease_until IS NOT NULL";

/// 1 now.
pub(super) const NEXT_UNPARKED: &str = "SELECT MIN(parked_until) FROM installations WHERE parked_until > $1";

/// 1 installation, 2 until. Two workers may hear different instants; the later one satisfies both.
pub(super) const PARK_INSTALLATION: &str = "\
INSERT INTO installations (id, parked_until) VALUES ($1, $2)
ON CONFLICT (id) DO UPDATE SET parked_until =
  CASE WHEN excluded.parked_until > installations.parked_until
    THEN excluded.parked_until ELSE installations.parked_until END";

/// 1 repository, 2 issue, 3 request.
pub(super) const ASK: &str = "\
INSERT INTO requests (repository, issue, request, presses) VALUES ($1, $2, $3, 1)
ON CONFLICT (repository, issue, request) DO UPDATE SET presses = requests.presses + 1";

/// 1 repository, 2 issue.
pub(super) const ASKED: &str = "\
SELECT request, presses FROM requests WHERE repository = $1 AND issue = $2 ORDER BY request";

/// 1 repository, 2 issue, 3 request, 4 presses.
pub(super) const ANSWERED: &str = "\
DELETE FROM requests WHERE repository = $1 AND issue = $2 AND request = $3 AND presses = $4";

/// 1 repository, 2 issue.
pub(super) const FORGET_REQUESTS: &str = "DELETE FROM requests WHERE repository = $1 AND issue = $2";

/// 1 repository, 2 issue, 3 token, 4 until.
pub(super) const EXTEND_LEASE: &str = "\
UPDATE queue SET lease_until = $4 WHERE repository = $1 AND issue = $2 AND lease_token = $3";

/// 1 repository, 2 issue, 3 effect, 4 target, 5 at. While nobody saw an attempt end, the first one counts.
pub(super) const INTEND: &str = "\
INSERT INTO ledger (repository, issue, effect, target, intended_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (repository, issue, effect) DO UPDATE SET
  target = excluded.target, executed_at = NULL,
  intended_at = CASE WHEN ledger.executed_at IS NULL
    THEN ledger.intended_at ELSE excluded.intended_at END";

/// 1 repository, 2 issue, 3 effect, 4 target.
pub(super) const SUPERSEDE: &str = "\
DELETE FROM ledger WHERE repository = $1 AND issue = $2 AND effect <> $3 AND target = $4";

/// 1 repository, 2 issue, 3 effect, 4 at.
pub(super) const EXECUTED: &str = "\
UPDATE ledger SET executed_at = $4 WHERE repository = $1 AND issue = $2 AND effect = $3";

/// 1 repository, 2 issue, 3 effect.
pub(super) const REFUSED: &str = "DELETE FROM ledger WHERE repository = $1 AND issue = $2 AND effect = $3";

/// 1 repository, 2 issue.
pub(super) const LEDGER: &str = "\
SELECT effect, intended_at, executed_at FROM ledger WHERE repository = $1 AND issue = $2 ORDER BY effect";

/// 1 repository, 2 issue, 3 everything before this instant.
pub(super) const PRUNE_LEDGER: &str =
    "DELETE FROM ledger WHERE repository = $1 AND issue = $2 AND intended_at < $3";

/// 1 repository, 2 issue.
pub(super) const FORGET_LEDGER: &str = "DELETE FROM ledger WHERE repository = $1 AND issue = $2";

/// 1 repository, 2 issue, 3 view.
pub(super) const PUT_VIEW: &str = "\
INSERT INTO incidents (repository, issue, view) VALUES ($1, $2, $3)
ON CONFLICT (repository, issue) DO UPDATE SET view = excluded.view";

/// 1 repository, 2 issue.
pub(super) const GET_VIEW: &str = "SELECT view FROM incidents WHERE repository = $1 AND issue = $2";

/// All views.
pub(super) const ALL_VIEWS: &str = "SELECT view FROM incidents ORDER BY repository, issue";

/// 1 repository.
pub(super) const VIEWS_IN: &str = "SELECT view FROM incidents WHERE repository = $1 ORDER BY issue";

/// 1 repository, 2 issue.
pub(super) const FORGET_VIEW: &str = "DELETE FROM incidents WHERE repository = $1 AND issue = $2";

/// 1 now.
pub(super) const BACKLOG: &str = "\
SELECT
  CAST(COALESCE(SUM(CASE WHEN lease_token IS NULL AND due <= $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
  CAST(COALESCE(SUM(CASE WHEN lease_token IS NULL AND due > $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
  CAST(COALESCE(SUM(CASE WHEN lease_token IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
  CAST(COALESCE(SUM(CASE WHEN attempts > 0 THEN 1 ELSE 0 END), 0) AS BIGINT),
  CAST(COALESCE(SUM(CASE WHEN parked IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
FROM queue";

/// Keys that back off or are parked.
pub(super) const TROUBLES: &str = "\
SELECT repository, issue, installation, owner, name, attempts, COALESCE(parked, error, ''), due
FROM queue WHERE parked IS NOT NULL OR attempts > 0 ORDER BY repository, issue";

/// 1 name.
pub(super) const LAST_RUN: &str = "SELECT last_run FROM schedule WHERE name = $1";

/// 1 name, 2 at.
pub(super) const CLAIM_FIRST_RUN: &str = "\
INSERT INTO schedule (name, last_run) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";

/// 1 name, 2 at, 3 previous.
pub(super) const CLAIM_RUN: &str = "UPDATE schedule SET last_run = $2 WHERE name = $1 AND last_run = $3";

/// Takes the write lock and changes nothing.
pub(super) const CHECK: &str = "UPDATE schedule SET last_run = last_run WHERE name = ''";
