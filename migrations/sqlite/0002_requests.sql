-- What people pressed and what has not been seen to yet. GitHub tells it once and keeps it nowhere, so it waits here
-- until the key has been worked: losing it costs a second press.
CREATE TABLE requests (
    repository   BIGINT NOT NULL,
    issue        BIGINT NOT NULL,
    request      TEXT   NOT NULL,
    -- How often: what is pressed again while the key is being worked is not seen to yet.
    presses      BIGINT NOT NULL,
    PRIMARY KEY (repository, issue, request)
);
