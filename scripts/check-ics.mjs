// Reads invitations with the npm package `ical.js` and compares them with what they must say.
//
// Run by scripts/check-ics, which names the package's folder and that of the invitations.

import { deepStrictEqual } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [packages, folder] = process.argv.slice(2);
const { default: ICAL } = await import(createRequire(join(packages, "x.js")).resolve("ical.js"));

const time = (value) => value.toJSDate().toISOString().replace(".000Z", "Z");
const person = (property) => ({ name: property.getParameter("cn"), address: property.getFirstValue() });

function event(component) {
  const value = (name) => component.getFirstPropertyValue(name);
  return {
    uid: value("uid"),
    sequence: value("sequence"),
    starts: time(value("dtstart")),
    ends: time(value("dtend")),
    stamp: time(value("dtstamp")),
    summary: value("summary"),
    description: value("description"),
    url: value("url"),
    organizer: person(component.getFirstProperty("organizer")),
    attendees: component.getAllProperties("attendee").map(person),
    status: value("status"),
  };
}

let checked = 0;
let failed = 0;
for (const name of readdirSync(folder).filter((name) => name.endsWith(".ics"))) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, name), "utf8")));
  const read = {
    method: calendar.getFirstPropertyValue("method"),
    name: calendar.getFirstPropertyValue("x-wr-calname"),
    events: calendar.getAllSubcomponents("vevent").map(event),
  };
  checked += 1;
  try {
    deepStrictEqual(read, JSON.parse(readFileSync(join(folder, name.replace(/ics$/, "json")), "utf8")));
  } catch (error) {
    failed += 1;
    console.error(`${name}: ${error.message}`);
  }
}
console.log(`ical.js: ${checked} files read, ${failed} wrongly`);
process.exitCode = failed > 0 || checked === 0 ? 1 : 0;
