// Expressions, as GitHub's own package evaluates them. What a place may name is the caller's to say: a context that is not
// given there is an error, as it is on GitHub.

import { imported } from "./packages.mjs";

const { Evaluator, Lexer, Parser, data } = await imported("@actions/expressions");

const CHECKS = {
  success: (status) => status === "success",
  failure: (status) => status === "failure",
  always: () => true,
  cancelled: () => false,
};

function toData(value) {
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(toData));
  return new data.Dictionary(...Object.entries(value).map(([key, inner]) => ({ key, value: toData(inner) })));
}

function fromData(value) {
  switch (value.kind) {
    case data.Kind.Array:
      return value.values().map(fromData);
    case data.Kind.Dictionary:
      return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromData(pair.value)]));
    case data.Kind.Null:
      return null;
    default:
      return value.value;
  }
}

/** The functions that ask how things went so far; a condition alone has them. */
const checks = (status) =>
  Object.entries(status === undefined ? {} : CHECKS).map(([name, holds]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(holds(status)),
  }));

function evaluated(source, contexts, status) {
  const functions = checks(status);
  const { tokens } = new Lexer(source).lex();
  const tree = new Parser(tokens, Object.keys(contexts), functions).parse();
  const known = new Map(functions.map((one) => [one.name, one]));
  return new Evaluator(tree, toData(contexts), known).evaluate();
}

/** A text's parts: plain ones, and the sources of expressions. A quoted text may hold the braces that end one. */
function parts(text) {
  const found = [];
  let rest = text;
  for (let begin = rest.indexOf("${{"); begin >= 0; begin = rest.indexOf("${{")) {
    let end = begin + 3;
    for (let quoted = false; quoted || !rest.startsWith("}}", end); end += 1) {
      if (end >= rest.length) throw new Error(`the expression has no end: ${text}`);
      if (rest[end] === "'") quoted = !quoted;
    }
    found.push({ plain: rest.slice(0, begin) }, { source: rest.slice(begin + 3, end).trim() });
    rest = rest.slice(end + 2);
  }
  return [...found, { plain: rest }].filter((part) => part.plain !== "");
}

/** A value of a workflow file with its expressions replaced; one that is nothing but an expression keeps its type. */
export function value(given, contexts) {
  if (Array.isArray(given)) return given.map((one) => value(one, contexts));
  if (given !== null && typeof given === "object") {
    return Object.fromEntries(Object.entries(given).map(([key, one]) => [key, value(one, contexts)]));
  }
  if (typeof given !== "string") return given;
  const [first, ...more] = parts(given);
  if (first?.source !== undefined && more.length === 0) return fromData(evaluated(first.source, contexts));
  return text(given, contexts);
}

/** The same as text. */
export function text(given, contexts) {
  const shown = parts(String(given ?? "")).map((part) =>
    part.source === undefined ? part.plain : evaluated(part.source, contexts).coerceString(),
  );
  return shown.join("");
}

/** A mapping with every value as text. */
export const texts = (mapping, contexts) =>
  Object.fromEntries(Object.entries(mapping ?? {}).map(([key, given]) => [key, text(given, contexts)]));

/** Whether a condition holds. One that asks for no status holds only while nothing has failed. */
export function holds(condition, contexts, status) {
  let source = String(condition ?? "success()").trim();
  const found = parts(source);
  if (found.some((part) => part.source !== undefined)) {
    if (found.length > 1) throw new Error(`text around an expression makes this condition always true: ${source}`);
    source = found[0].source;
  }
  const asks = new Lexer(source).lex().tokens.some((token) => Object.hasOwn(CHECKS, token.lexeme.toLowerCase()));
  const result = evaluated(asks ? source : `success() && (${source})`, contexts, status);
  return Boolean(fromData(result));
}
