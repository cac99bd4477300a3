-- Instants are milliseconds since 1970 (UTC). Ids of GitHub are unsigned there and stored bit for bit.
-- Nothing in here is the record of anything: GitHub is. Every table can be rebuilt by `closeout reconcile --all`.

-- Keys that wait, are worked, back off or are parked. A key with nothing ahead has no row.
CREATE TABLE queue (
    repository   BIGINT NOT NULL,
    issue        BIGINT NOT NULL,
    -- Hints how to reach the incident; the latest touch knows best.
    installation BIGINT NOT NULL,
    owner        TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    -- When it must be worked. Absent while it is being worked and was not touched since, and while parked.
    due          BIGINT,
    -- Back-off: a touch does not make it due any earlier than this.
    not_before   BIGINT NOT NULL DEFAULT 0,
    -- Failures in a row.
    attempts     BIGINT NOT NULL DEFAULT 0,
    -- What the last failure said; absent after a success.
    error        TEXT,
    -- Why nothing is tried until somebody touches it; absent otherwise.
    parked       TEXT,
    -- Proof of the one who works it, absent while nobody does; set and cleared together with the next two.
    lease_token  TEXT,
    lease_until  BIGINT,
    worker       TEXT,
    PRIMARY KEY (repository, issue)
);
CREATE INDEX queue_due ON queue (due) WHERE due IS NOT NULL;
CREATE INDEX queue_leases ON queue (lease_until) WHERE lease_until IS NOT NULL;

-- Installations that GitHub asked us to leave alone for a while.
CREATE TABLE installations (
    id           BIGINT NOT NULL PRIMARY KEY,
    parked_until BIGINT NOT NULL
);

-- What was just done, for as long as GitHub may not show it yet, and what was begun and not seen to end.
CREATE TABLE ledger (
    repository   BIGINT NOT NULL,
    issue        BIGINT NOT NULL,
    effect       TEXT   NOT NULL,
    -- What it changes: a later effect on the same target makes an earlier one history.
    target       TEXT   NOT NULL,
    intended_at  BIGINT NOT NULL,
    executed_at  BIGINT,
    PRIMARY KEY (repository, issue, effect)
);

-- What the incidents looked like when they were last worked, as JSON.
CREATE TABLE incidents (
    repository   BIGINT NOT NULL,
    issue        BIGINT NOT NULL,
    view         TEXT   NOT NULL,
    PRIMARY KEY (repository, issue)
);

-- When each calendar entry, such as the safety sweep, last ran.
CREATE TABLE schedule (
    name         TEXT   NOT NULL PRIMARY KEY,
    last_run     BIGINT NOT NULL
);
