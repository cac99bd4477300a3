// The steps of a job and of the composite actions that it uses, one after another.

import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { holds, text, texts } from "./expressions.mjs";
import { left, prepared } from "./files.mjs";
import { readYaml } from "./packages.mjs";

const SHELLS = {
  bash: ["bash", "--noprofile", "--norc", "-eo", "pipefail"],
  sh: ["sh", "-e"],
  // What a job's step gets that names none.
  unnamed: ["bash", "-e"],
};
const DEEPEST = 10;

/** Splits what a process writes into lines, and hands each of them on. */
function lines(stream, hear) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk) => {
    const found = (rest + chunk).split("\n");
    rest = found.pop();
    found.forEach((line) => hear(line.replace(/\r$/, "")));
  });
  stream.on("end", () => rest !== "" && hear(rest));
}

/** A job while it runs. */
export class Job {
  environment = {};
  path = [];
  summary = "";
  #after = [];
  #count = 0;

  /** `place` names the folders: workspace, temp, home, files, and which folder stands for which action. */
  constructor({ log, cache, place, variables }) {
    Object.assign(this, { log, cache, place, variables });
  }

  /** Runs steps. A scope says what they may name, where they stand, and in how many actions. */
  async steps(list, scope) {
    const steps = {};
    const told = [];
    let status = "success";
    for (const step of list) {
      const caller = { ...this.environment, ...scope.environment };
      const known = { ...scope.contexts, steps, env: caller, job: { ...scope.contexts.job, status } };
      const result = await this.#step(step, { ...scope, contexts: known, environment: caller }, status);
      if (step.id) steps[step.id] = { outputs: result.outputs, outcome: result.outcome, conclusion: result.conclusion };
      if (result.conclusion === "failure") status = "failure";
      told.push({ id: step.id ?? null, name: step.name ?? step.uses ?? "run", ...result });
    }
    return { status, steps, told };
  }

  /** What actions have left to be done; the latest comes first. */
  finish() {
    this.#after.reverse().forEach((after) => after());
  }

  async #step(step, scope, status) {
    const result = { outcome: "success", conclusion: "success", outputs: {} };
    const failed = (message) => {
      this.log.annotate("error", message);
      result.outcome = "failure";
    };
    try {
      const environment = { ...scope.environment, ...texts(step.env, scope.contexts) };
      const contexts = { ...scope.contexts, env: environment };
      if (!holds(step.if, contexts, status)) return { outcome: "skipped", conclusion: "skipped", outputs: {} };
      const within = { ...scope, contexts, environment };
      this.log.print(`##[group]${text(step.name ?? step.uses ?? "Run", contexts)}`);
      await (step.uses ? this.#uses(step, within, result, failed) : this.#script(step, within, result, failed));
      this.log.print("##[endgroup]");
    } catch (error) {
      if (error.impossible) throw error;
      failed(error.message);
    }
    const goesOn = result.outcome === "failure" && holds(step["continue-on-error"] ?? false, scope.contexts, "success");
    result.conclusion = goesOn ? "success" : result.outcome;
    return result;
  }

  async #uses(step, scope, result, failed) {
    const given = texts(step.with, scope.contexts);
    const [action, reference] = step.uses.split("@");
    if (action === "actions/checkout") {
      this.log.print("The workspace is what it is: nothing is checked out.");
    } else if (action === "actions/cache") {
      const { outputs, after } = this.cache.step(given, this.log);
      result.outputs = outputs;
      this.#after.push(after);
    } else {
      const local = step.uses.startsWith("./");
      const folder = local ? resolve(this.place.workspace, step.uses) : this.place.actions[action];
      if (!folder) {
        const message = `uses: ${step.uses} cannot run here. Say which folder stands for it: --action ${action}=FOLDER`;
        throw Object.assign(new Error(message), { impossible: true });
      }
      const origin = local ? {} : { action_repository: action, action_ref: reference };
      const ended = await this.#composite(folder, given, origin, scope);
      result.outcome = ended.status;
      Object.assign(result, { outputs: ended.outputs, steps: ended.told });
    }
  }

  async #composite(folder, given, origin, scope) {
    if (scope.depth >= DEEPEST) throw new Error(`actions use each other more than ${DEEPEST} deep`);
    const file = ["action.yml", "action.yaml"].map((name) => join(folder, name)).find(existsSync);
    if (!file) throw new Error(`there is no action.yml in ${folder}`);
    const action = readYaml(file);
    if (action.runs.using !== "composite") throw new Error(`${file}: ${action.runs.using} actions cannot run here`);
    const { github, runner, strategy, matrix, job } = scope.contexts;
    const here = { ...github, action_repository: "", action_ref: "", ...origin, action_path: folder };
    const inputs = this.#inputs(action, given, { github: here, runner, strategy, matrix, job });
    const contexts = { github: here, inputs, runner, strategy, matrix, job };
    const within = { contexts, environment: scope.environment, depth: scope.depth + 1, defaults: {} };
    const ended = await this.steps(action.runs.steps, within);
    const known = { ...contexts, steps: ended.steps };
    const outputs = Object.entries(action.outputs ?? {}).map(([name, { value }]) => [name, text(value, known)]);
    return { ...ended, outputs: Object.fromEntries(outputs) };
  }

  #inputs(action, given, contexts) {
    const declared = Object.entries(action.inputs ?? {});
    const unexpected = Object.keys(given).filter((name) => !declared.some(([known]) => known === name));
    if (unexpected.length > 0) {
      const valid = declared.map(([name]) => `'${name}'`).join(", ");
      const message = `Unexpected input(s) '${unexpected.join("', '")}', valid inputs are [${valid}]`;
      this.log.problem(message);
      this.log.annotate("warning", message);
    }
    return Object.fromEntries(
      declared.map(([name, { default: usual, deprecationMessage }]) => {
        if (deprecationMessage && name in given) this.log.annotate("warning", `${name}: ${deprecationMessage}`);
        return [name, given[name] ?? text(usual, contexts)];
      }),
    );
  }

  async #script(step, scope, result, failed) {
    const { contexts, defaults, depth } = scope;
    const shell = step.shell ?? defaults.shell ?? (depth > 0 ? undefined : "unnamed");
    if (!shell) throw new Error("Required property is missing: shell");
    if (!SHELLS[shell]) throw new Error(`the shell ${shell} is not understood here`);
    this.#count += 1;
    const folder = join(this.place.files, String(this.#count));
    const files = prepared(folder);
    const script = join(folder, "script.sh");
    // A script is no action, so that an action's name and version are known to its env only.
    const { action_repository: _, action_ref: __, ...github } = contexts.github;
    writeFileSync(script, `${text(step.run, { ...contexts, github })}\n`);
    const directory = text(step["working-directory"] ?? defaults["working-directory"] ?? ".", contexts);
    const code = await this.#process([...SHELLS[shell], script], {
      cwd: resolve(this.place.workspace, directory),
      env: {
        HOME: this.place.home,
        LANG: "C.UTF-8",
        ...scope.environment,
        ...this.variables(github),
        ...files,
        PATH: [...this.path.toReversed(), this.place.path].join(":"),
      },
      hear: this.log.listener(result.outputs, failed),
    });
    if (code !== 0) failed(`Process completed with exit code ${code}.`);
    const wrote = left(files, failed, (message) => {
      this.log.problem(message);
      this.log.annotate("error", message);
    });
    Object.assign(result.outputs, wrote.outputs);
    Object.assign(this.environment, wrote.environment);
    this.path = [...this.path.filter((one) => !wrote.path.includes(one)), ...wrote.path];
    this.summary += this.log.without(wrote.summary);
  }

  #process([program, ...rest], { cwd, env, hear }) {
    return new Promise((ended, failed) => {
      const child = spawn(program, rest, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
      lines(child.stdout, hear);
      lines(child.stderr, hear);
      child.on("error", failed);
      child.on("close", (code, signal) => ended(code ?? signal));
    });
  }
}
