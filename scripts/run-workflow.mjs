// Runs a job of a workflow file on this machine as GitHub would for one event, and prints what came of it as JSON.
//
//   ACTIONS_PACKAGES=$(scripts/actions-packages) node scripts/run-workflow.mjs WORKFLOW.yml --job ID --event NAME \
//     --payload FILE --repository OWNER/NAME [OPTION…]
//
//   --secrets FILE        JSON; GITHUB_TOKEN is the job's token
//   --vars FILE           JSON
//   --ref, --sha, --actor what the run is about, if not main's first commit by nobody
//   --server-url, --api-url, --graphql-url
//   --matrix NAME=VALUE   chooses one combination
//   --action NAME=FOLDER  the folder of a composite action, such as acme/closeout=.
//   --cache FOLDER        what actions/cache remembers; without it, nothing
//   --workspace FOLDER    what is checked out; by default nothing
//   --machine FOLDER      where the runner lives, new for each run; the same place finds in the cache what it put there
//   --path FOLDER         programs that come first on the path
//   --plan                says what would run, in which concurrency group and with which permissions, and runs nothing
//
// It exits with 0 when the job succeeded or does not run, 1 when it failed, and 2 when it cannot be run here.
//
// What it does as GitHub documents it: events, activity types, filters and schedules; concurrency groups and permissions,
// which are evaluated and reported; matrices; conditions; env; composite actions, their inputs and outputs; file commands
// and workflow commands; masks; the limit of summaries; actions/cache. Expressions are evaluated by GitHub's own package.
//
// What it does not: nothing is queued or cancelled, no permission is enforced (whoever makes the token does that), and no time
// limit holds. There are no containers, services, actions in JavaScript or Docker, reusable workflows, hashFiles, and no jobs
// but one: those that it needs are taken to have succeeded. actions/checkout does nothing. A runner of another system is one
// in name only: steps run on this machine and are told of that one.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { Cache } from "./workflow/cache.mjs";
import { texts, value } from "./workflow/expressions.mjs";
import { Log } from "./workflow/log.mjs";
import { readYaml } from "./workflow/packages.mjs";
import { Job } from "./workflow/steps.mjs";
import { chosen, machine, plan, refusal } from "./workflow/trigger.mjs";

const TEXTS = ["job", "event", "payload", "repository", "secrets", "vars", "ref", "sha", "actor", "server-url", "api-url"];
const options = Object.fromEntries([...TEXTS, "graphql-url", "cache", "workspace", "machine", "path"].map((name) => [name, { type: "string" }]));
const lists = { matrix: { type: "string", multiple: true, default: [] }, action: { type: "string", multiple: true, default: [] } };

const json = (path) => (path ? JSON.parse(readFileSync(path, "utf8")) : {});
const pairs = (list) => Object.fromEntries(list.map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]));

/** What every run of an event is about. Neither the token nor a place is part of it. */
function about(given, payload, workflow) {
  const { repository, ref = "refs/heads/main", actor = "nobody" } = given;
  const [owner] = repository.split("/");
  const server = given["server-url"] ?? "https://github.com";
  const path = `${repository}/.github/workflows/${basename(workflow)}@${ref}`;
  const sha = given.sha ?? "0123456789abcdef0123456789abcdef01234567";
  return {
    actor,
    api_url: given["api-url"] ?? "https://api.github.com",
    base_ref: payload.pull_request?.base?.ref ?? "",
    event_name: given.event,
    graphql_url: given["graphql-url"] ?? "https://api.github.com/graphql",
    head_ref: payload.pull_request?.head?.ref ?? "",
    job: given.job,
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags)\//, ""),
    ref_protected: false,
    ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
    repository,
    repository_id: String(payload.repository?.id ?? 1),
    repository_owner: owner,
    repository_owner_id: String(payload.repository?.owner?.id ?? 1),
    retention_days: "90",
    run_attempt: "1",
    run_id: "1",
    run_number: "1",
    server_url: server,
    sha,
    triggering_actor: actor,
    workflow: readYaml(workflow).name ?? path,
    workflow_ref: path,
    workflow_sha: sha,
  };
}

/** A run's payload tells less of a push than its webhook does. */
function told(event, payload) {
  if (event !== "push" || !payload.commits) return payload;
  return { ...payload, commits: payload.commits.map(({ added, modified, removed, ...commit }) => commit) };
}

/** The variables that a process gets of the run and its runner. */
const variables = (runner, temp) => (github) => {
  const { event, token, ...named } = github;
  const own = Object.entries(named).map(([name, one]) => [`GITHUB_${name.toUpperCase()}`, String(one)]);
  const system = { RUNNER_OS: runner.os, RUNNER_ARCH: runner.arch, RUNNER_TEMP: temp, RUNNER_ENVIRONMENT: "github-hosted" };
  return { CI: "true", GITHUB_ACTIONS: "true", RUNNER_NAME: runner.label, ...system, ...Object.fromEntries(own) };
};

async function run(file, given) {
  const workflow = readYaml(file);
  const job = workflow.jobs[given.job];
  if (!job) throw new Error(`there is no job ${given.job} among ${Object.keys(workflow.jobs)}`);
  const payload = json(given.payload);
  const secrets = json(given.secrets);
  const general = about(given, payload, file);
  const reason = refusal(workflow, given.event, payload, general.ref);
  if (reason) return { started: false, reason };

  const token = secrets.GITHUB_TOKEN ?? "";
  const needs = Object.fromEntries([job.needs ?? []].flat().map((name) => [name, { result: "success", outputs: {} }]));
  const matrix = chosen(job.strategy?.matrix, pairs(given.matrix));
  const known = { inputs: payload.inputs ?? {}, vars: json(given.vars), needs, strategy: {}, matrix };
  const github = { ...general, event: told(given.event, payload), token };
  const runner = machine(value(job["runs-on"], { github, ...known }));
  const before = plan(workflow, job, { github, ...known });
  const settled = { started: true, event: given.event, runner, ...before };
  if (given.plan || !before.runs) return settled;

  const temp = given.machine ? resolve(given.machine) : mkdtempSync(join(tmpdir(), "workflow-"));
  try {
    const folder = (name) => join(temp, name);
    ["work", "home", "temp", "files"].map(folder).forEach((path) => mkdirSync(path, { recursive: true }));
    writeFileSync(folder("event.json"), JSON.stringify(github.event));
    const workspace = resolve(given.workspace ?? folder("work"));
    const place = {
      workspace,
      home: folder("home"),
      files: folder("files"),
      path: [given.path && resolve(given.path), process.env.PATH].filter(Boolean).join(":"),
      actions: Object.fromEntries(Object.entries(pairs(given.action)).map(([name, path]) => [name, resolve(path)])),
    };
    const log = new Log(Object.values(secrets));
    const cache = new Cache(given.cache);
    const running = new Job({ log, cache, place, variables: variables(runner, folder("temp")) });
    const contexts = {
      github: { ...github, workspace, event_path: folder("event.json") },
      ...known,
      secrets,
      runner: { name: runner.label, os: runner.os, arch: runner.arch, temp: folder("temp"), environment: "github-hosted" },
      job: { status: "success" },
      env: {},
    };
    Object.assign(running.environment, texts(workflow.env, { github, secrets, inputs: known.inputs, vars: known.vars }));
    Object.assign(running.environment, texts(job.env, { github, secrets, ...known }));
    const defaults = { ...workflow.defaults?.run, ...job.defaults?.run };
    const ended = await running.steps(job.steps, { contexts, environment: {}, depth: 0, defaults });
    if (ended.status === "success") running.finish();
    const { annotations, problems, masked, lines } = log;
    const { restored, saved } = cache;
    const came = { summary: running.summary, annotations, problems, cache: { restored, saved }, masked, log: lines };
    return { ...settled, conclusion: ended.status, steps: ended.told, ...came };
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

try {
  const { values, positionals } = parseArgs({
    options: { ...options, ...lists, plan: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const missing = ["job", "event", "repository"].find((name) => !values[name]);
  if (positionals.length !== 1 || missing) throw new Error(missing ? `--${missing} is missing` : "name one workflow file");
  const result = await run(positionals[0], values);
  process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
  process.exitCode = result.conclusion === "failure" ? 1 : 0;
} catch (error) {
  console.error(`run-workflow: ${error.message}`);
  process.exitCode = 2;
}
