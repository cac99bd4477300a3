// The files by which a step speaks to the runner: outputs, environment, path, state and summary. Each step has its own.

import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const KINDS = ["OUTPUT", "ENV", "PATH", "STATE", "STEP_SUMMARY"];
/** The most bytes that a step's summary may have. */
const LONGEST_SUMMARY = 1024 * 1024;

/** Makes a step's files in a folder of their own, and gives the variables that name them. */
export function prepared(folder) {
  mkdirSync(folder, { recursive: true });
  const files = KINDS.map((kind) => [`GITHUB_${kind}`, join(folder, kind.toLowerCase())]);
  files.forEach(([, path]) => writeFileSync(path, ""));
  return Object.fromEntries(files);
}

const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");

/** Reads `name=value`, and `name<<END` with the lines up to `END`. */
function pairs(path) {
  const lines = read(path).split("\n");
  const found = {};
  while (lines.length > 0) {
    const line = lines.shift();
    if (line === "") continue;
    const [, name, sign, rest] = line.match(/^(.*?)(=|<<)(.*)$/s) ?? [];
    if (!name || (sign === "<<" && rest === "")) throw new Error(`Invalid format '${line}'`);
    if (sign === "=") {
      found[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest);
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`);
    found[name] = lines.splice(0, end + 1).slice(0, -1).join("\n");
  }
  return found;
}

/** What a step left in its files. `failed` is told of each that cannot be read, `refused` of a summary that is too long. */
export function left(files, failed, refused) {
  const attempt = (kind, how) => {
    try {
      return how(files[`GITHUB_${kind}`]);
    } catch (failure) {
      failed(`Unable to process file command '${kind.toLowerCase()}' successfully. ${failure.message}`);
      return {};
    }
  };
  const environment = (path) => {
    const found = pairs(path);
    if ("NODE_OPTIONS" in found) throw new Error("NODE_OPTIONS cannot be set by it");
    return found;
  };
  const summary = (path) => {
    const size = existsSync(path) ? statSync(path).size : 0;
    if (size <= LONGEST_SUMMARY) return read(path);
    refused(`$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(size / 1024)}k`);
    return "";
  };
  return {
    outputs: attempt("OUTPUT", pairs),
    environment: attempt("ENV", environment),
    path: read(files.GITHUB_PATH).split("\n").filter(Boolean),
    state: attempt("STATE", pairs),
    summary: summary(files.GITHUB_STEP_SUMMARY),
  };
}
