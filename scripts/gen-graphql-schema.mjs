#!/usr/bin/env node
// gen-graphql-schema.mjs - reduces GitHub's public GraphQL schema to what github-sim answers from.
//
// usage: node scripts/gen-graphql-schema.mjs SCHEMA.graphql OUTDIR
//   SCHEMA.graphql  the file `schema.graphql` of the npm package @octokit/graphql-schema (MIT)
//   OUTDIR          crates/github-sim/schema; github.graphql and cut.txt in it are rewritten
// Run by hand when GitHub's schema moves; the result is committed. Needs the npm package graphql (16)
// in the working directory or an ancestor.
//
// Whole far-away families of types are cut (CUT below), with every field, argument, union member and
// interface that names one; then whatever can no longer be reached from Query or Mutation goes too.
// Types that stay, stay whole. Every field a kept type lost is listed in cut.txt as Type.field, so
// that the simulator can tell "GitHub has no such field" from "we do not carry it". Descriptions go
// as well; deprecation marks stay.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { parse, print, visit } = createRequire(process.cwd() + '/')('graphql');

// A family is cut by how its names begin …
const FAMILIES = `Attribution Audit Branch(Protection|NamePattern) Bypass CVSS CWE CodeOfConduct Committer?EmailPattern CommitMessagePattern
  Contribut Copilot Created\\w*Contribution Cvss Dependabot DependencyGraph Deployment(Protection|Re) Discussion EPSS Enterprise Environment ExternalIdentity
  Fund Gist IpAllowList Language License Marketplace MergeQueue Migration Oidc OauthApplication Organization(Audit|Migration) Package Pinnable
  PinnedDiscussion PinnedEnvironment ProfileItem Project PublicKey PushAllowance Repository(Migration|Rule|Topic|Vulnerability) RequiredStatus
  ReviewDismissalAllowance Rule[A-Z] Saml Security SocialAccount Sponsor Stargazer StarredRepository Submodule TeamDiscussion Topic
  UserList UserNamespaceRepository VerifiableDomain Vulnerab Workflow`;
// … and a mutation by what its input and payload speak of.
const ABOUT = 'AuditEntry|Enterprise|Sponsor|Migrat|IpAllowList|Project|Discussion|Mannequin|VerifiableDomain|Environment|Deployment|UserList|Topic|Ruleset|Vulnerab|Package|BranchProtection|Patreon|Upvote|Star|Interaction';
const CUT = new RegExp(`^(${FAMILIES.split(/\s+/).join('|')})|^\\w*AuditEntry|^\\w*(${ABOUT})\\w*(Input|Payload)$`);

const named = (t) => (t.kind === 'NamedType' ? t.name.value : named(t.type));
const required = (i) => i.type.kind === 'NonNullType' && !i.defaultValue;

const [, , source, outdir] = process.argv;
if (!source || !outdir) {
  console.error('usage: gen-graphql-schema.mjs SCHEMA.graphql OUTDIR');
  process.exit(2);
}
const bare = visit(parse(readFileSync(source, 'utf8'), { noLocation: true }), {
  enter: (n) => (n.description ? { ...n, description: undefined } : undefined),
});

const types = new Map();
const rest = [];
for (const def of bare.definitions) {
  if (/TypeDefinition$/.test(def.kind)) types.set(def.name.value, def);
  else rest.push(def);
}
const gone = new Set([...types.keys()].filter((t) => CUT.test(t)));

// Removes what names a cut type, until nothing changes: a type left without fields is cut itself, and
// so is an input object that loses a field callers must give.
const lost = new Set();
function strip(def) {
  const name = def.name.value;
  const once = (list) => list?.filter((x, i) => list.findIndex((y) => y.name.value === x.name.value) === i);
  const next = { ...def };
  if (def.interfaces) next.interfaces = def.interfaces.filter((i) => !gone.has(i.name.value));
  if (def.types) next.types = def.types.filter((t) => !gone.has(t.name.value));
  if (def.fields) {
    next.fields = once(def.fields)
      .filter((f) => {
        const away = gone.has(named(f.type)) || f.arguments?.some((a) => required(a) && gone.has(named(a.type)));
        if (away) lost.add(`${name}.${f.name.value}`);
        if (away && def.kind === 'InputObjectTypeDefinition' && required(f)) gone.add(name);
        return !away;
      })
      .map((f) => (f.arguments ? { ...f, arguments: f.arguments.filter((a) => !gone.has(named(a.type))) } : f));
  }
  if (next.fields?.length === 0 || next.types?.length === 0) gone.add(name);
  return next;
}
for (let before = -1; before !== gone.size; ) {
  before = gone.size;
  for (const [name, def] of types) if (!gone.has(name)) types.set(name, strip(def));
}

const reached = new Set();
const implementers = new Map();
for (const def of types.values()) {
  for (const i of def.interfaces ?? []) implementers.set(i.name.value, [...(implementers.get(i.name.value) ?? []), def.name.value]);
}
const queue = ['Query', 'Mutation'];
while (queue.length) {
  const name = queue.pop();
  const def = types.get(name);
  if (reached.has(name) || gone.has(name) || !def) continue;
  reached.add(name);
  queue.push(...(implementers.get(name) ?? []), ...(def.interfaces ?? []).map((i) => i.name.value), ...(def.types ?? []).map(named));
  for (const f of def.fields ?? []) queue.push(named(f.type), ...(f.arguments ?? []).map((a) => named(a.type)));
}

const kept = [...types.values()].filter((d) => reached.has(d.name.value));
const text = visit(
  { kind: 'Document', definitions: [...rest.filter((d) => d.kind === 'SchemaDefinition'), ...kept] },
  { Directive: (n) => (n.name.value === 'deprecated' ? undefined : null) },
);
const fields = [...lost].filter((f) => reached.has(f.split('.')[0])).sort();
const origin = "# Reduced from GitHub's public schema by scripts/gen-graphql-schema.mjs; see LICENSE beside this file. Do not edit.\n\n";
writeFileSync(join(outdir, 'github.graphql'), origin + print(text) + '\n');
writeFileSync(join(outdir, 'cut.txt'), fields.join('\n') + '\n');
console.log(`${kept.length} of ${types.size} types kept, ${fields.length} fields cut`);
