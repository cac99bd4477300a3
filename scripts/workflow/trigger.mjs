// What GitHub decides before a runner starts: whether an event starts the workflow, in which concurrency group, with which
// permissions, and on which runner.

import { holds, value } from "./expressions.mjs";

/** Activity types that start a workflow which names none. Of other events, all do. */
const USUAL_TYPES = {
  pull_request: ["opened", "synchronize", "reopened"],
  pull_request_target: ["opened", "synchronize", "reopened"],
};

/** A filter's pattern as a regular expression. Source: "Workflow syntax", "Filter pattern cheat sheet". */
function pattern(filter) {
  const tokens = filter.match(/\*\*\/|\*\*|\*|\[[^\]]*\]|[?+]|\\.|./gs) ?? [];
  const spelled = tokens.map((token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token.startsWith("[") || token === "?" || token === "+") return token;
    return token.replace(/^\\?([\s\S])$/, (_, one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  });
  return new RegExp(`^${spelled.join("")}$`);
}

/** Whether a name passes a list of patterns, of which the last that fits decides. */
function passes(name, filters) {
  let passed = false;
  for (const filter of filters) {
    const negated = filter.startsWith("!");
    if (pattern(negated ? filter.slice(1) : filter).test(name)) passed = !negated;
  }
  return passed;
}

function touched(payload) {
  const commits = payload.commits ?? [];
  return commits.flatMap((commit) => [...(commit.added ?? []), ...(commit.modified ?? []), ...(commit.removed ?? [])]);
}

/** Why an event does not start the workflow; nothing when it does. */
export function refusal(workflow, event, payload, ref) {
  const named = typeof workflow.on === "string" ? [workflow.on] : workflow.on;
  const events = Array.isArray(named) ? Object.fromEntries(named.map((name) => [name, null])) : named;
  if (!Object.hasOwn(events, event)) return `the workflow does not listen to ${event}`;
  const wanted = event === "schedule" ? {} : (events[event] ?? {});
  const unknown = Object.keys(wanted).find((key) => !["types", "branches", "tags", "paths", "inputs"].includes(key));
  if (unknown) throw new Error(`on.${event}.${unknown} is not understood here`);
  const types = wanted.types ?? USUAL_TYPES[event];
  if (types && !types.includes(payload.action)) return `${event} ${payload.action} is not among ${types}`;
  if (event === "push") {
    const [, kind, name] = ref.match(/^refs\/(heads|tags)\/(.*)$/);
    const filters = kind === "heads" ? wanted.branches : wanted.tags;
    const others = kind === "heads" ? wanted.tags : wanted.branches;
    if (filters ? !passes(name, filters) : others) return `${ref} is not among those that count`;
    // Tags touch nothing.
    if (kind === "heads" && wanted.paths && !touched(payload).some((path) => passes(path, wanted.paths))) {
      return `the push touches none of ${wanted.paths}`;
    }
  }
  if (event === "schedule" && !events.schedule.some((one) => one.cron === payload.schedule)) {
    return `the workflow has no schedule ${payload.schedule}`;
  }
  return undefined;
}

/** Every combination of a matrix. */
function combinations(matrix = {}) {
  const { include = [], exclude = [], ...vectors } = matrix;
  let found = Object.entries(vectors).reduce(
    (all, [name, values]) => all.flatMap((one) => values.map((each) => ({ ...one, [name]: each }))),
    [{}],
  );
  const fits = (one, part) => Object.entries(part).every(([key, wanted]) => one[key] === wanted);
  found = found.filter((one) => !exclude.some((part) => fits(one, part)));
  const originals = found.map((one) => ({ ...one }));
  for (const more of include) {
    const shared = Object.fromEntries(Object.entries(more).filter(([key]) => Object.hasOwn(vectors, key)));
    const fitting = Object.keys(vectors).length > 0 ? found.filter((_, n) => originals[n] && fits(originals[n], shared)) : [];
    fitting.forEach((one) => Object.assign(one, more));
    if (fitting.length === 0) found.push({ ...more });
  }
  return found.filter((one) => Object.keys(one).length > 0);
}

/** The one combination that was asked for. */
export function chosen(matrix, wanted) {
  if (matrix === undefined) return {};
  const fitting = combinations(matrix).filter((one) =>
    Object.entries(wanted).every(([key, text]) => String(one[key]) === text),
  );
  if (fitting.length !== 1) {
    throw new Error(`--matrix must choose one of ${JSON.stringify(combinations(matrix))}; it chooses ${fitting.length}`);
  }
  return fitting[0];
}

/** What the runner is, by the label of one that GitHub hosts. */
export function machine(label) {
  const system = { ubuntu: "Linux", macos: "macOS", windows: "Windows" }[String(label).split("-")[0]];
  if (!system) throw new Error(`${label} is no runner that GitHub hosts`);
  const isArm = /-arm\b/.test(label) || (system === "macOS" && !/-(intel|large|13)\b/.test(label));
  return { label, os: system, arch: isArm ? "ARM64" : "X64" };
}

/** What is settled before the job starts. */
export function plan(workflow, job, contexts) {
  const { github, inputs, vars } = contexts;
  const group = (given, known) => {
    const settled = value(given, known);
    return typeof settled === "string" ? { group: settled } : settled;
  };
  const concurrency = [
    workflow.concurrency && group(workflow.concurrency, { github, inputs, vars }),
    job.concurrency && group(job.concurrency, contexts),
  ];
  return {
    concurrency: concurrency.filter(Boolean),
    permissions: job.permissions ?? workflow.permissions ?? null,
    runs: holds(job.if, contexts, "success"),
  };
}
