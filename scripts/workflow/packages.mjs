// GitHub's own packages, from the folder that scripts/actions-packages prints and ACTIONS_PACKAGES names.

import { existsSync, readFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.env.ACTIONS_PACKAGES;
if (!folder || !existsSync(join(folder, "node_modules"))) {
  console.error("ACTIONS_PACKAGES names no folder of packages. Run scripts/check-action or scripts/check-workflows, which set it.");
  process.exit(2);
}

// They import JSON as bundlers allow it and Node does not, so that each such file becomes a module here.
const hook = `
  import { readFileSync } from "node:fs";
  export async function load(url, context, next) {
    if (!url.startsWith("file:") || !url.endsWith(".json")) return next(url, context);
    const source = "export default " + readFileSync(new URL(url), "utf8");
    return { format: "module", source, shortCircuit: true };
  }`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

/** A package that is made of modules. */
export const imported = (name) => import(pathToFileURL(join(folder, "node_modules", name, "dist/index.js")));

/** A package that is not. */
export const required = createRequire(join(folder, "x.js"));

/** Reads YAML from a file. */
export const readYaml = (path) => required("yaml").parse(readFileSync(path, "utf8"));
