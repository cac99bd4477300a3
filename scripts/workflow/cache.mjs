// `actions/cache` as far as one folder under one key goes: restored when the step runs, saved when the job has ended well.

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

const LONGEST_KEY = 512;

/** Remembers folders below `root`, if one is given. */
export class Cache {
  restored = [];
  saved = [];
  #root;

  constructor(root) {
    this.#root = root;
  }

  /** Restores what the step asks for; gives its outputs, and what is left to be done when the job has ended well. */
  step(given, log) {
    const { path, key, ...others } = given;
    const unknown = Object.keys(others)[0];
    if (unknown) throw new Error(`actions/cache: its input ${unknown} is not understood here`);
    if (!path || /[\n*?!]/.test(path)) throw new Error(`actions/cache: one plain folder is understood here, not ${path}`);
    if (!key || key.includes(",") || key.length > LONGEST_KEY) throw new Error(`actions/cache: ${key} is no good key`);
    // What is remembered is found only by those who would put it into the same place.
    const kept = this.#root && join(this.#root, createHash("sha256").update(`${key}\n${path}`).digest("hex"));
    if (kept && existsSync(kept)) {
      cpSync(kept, path, { recursive: true });
      this.restored.push(key);
      log.print(`Cache restored from key: ${key}`);
      return { outputs: { "cache-hit": "true" }, after: () => log.print(`Cache hit occurred on the primary key ${key}`) };
    }
    log.print(`Cache not found for input keys: ${key}`);
    return { outputs: {}, after: () => this.#save(path, key, kept, log) };
  }

  #save(path, key, kept, log) {
    if (!existsSync(path)) {
      log.annotate("warning", `Path Validation Error: ${path} does not exist, so that no cache is saved.`);
    } else if (kept) {
      mkdirSync(dirname(kept), { recursive: true });
      cpSync(path, kept, { recursive: true });
      this.saved.push(key);
      log.print(`Cache saved with key: ${key}`);
    }
  }
}
