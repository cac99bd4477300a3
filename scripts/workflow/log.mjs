// The log of a job as the runner keeps it: lines of a step that are commands are carried out, and what is secret is hidden.
// Source: "Workflow commands for GitHub Actions", and how the runner reads a line.

const unescaped = (text, more = {}) => {
  let plain = text;
  for (const [from, to] of Object.entries({ "%0D": "\r", "%0A": "\n", ...more, "%25": "%" })) plain = plain.replaceAll(from, to);
  return plain;
};

function properties(text, separator, read) {
  const pairs = text.split(separator).map((pair) => pair.trim().match(/^([^=]+)=([\s\S]+)$/));
  return Object.fromEntries(pairs.filter(Boolean).map(([, name, given]) => [name.toLowerCase(), read(given)]));
}

/** What a line may be read as: the form with colons begins it, the older one in brackets may stand anywhere in it. */
function readings(line) {
  const current = line.trimStart().match(/^::([^ :]*)(?: ((?:(?!::).)*))?::(.*)$/s);
  const older = line.match(/##\[([^ \]]*)(?: ([^\]]*))?\](.*)$/s);
  const reading = ([, name, given = "", text], separator, escapes, inText) => ({
    name: name.toLowerCase(),
    properties: properties(given, separator, (one) => unescaped(one, escapes)),
    text: unescaped(text, inText),
  });
  return [
    current && reading(current, ",", { "%3A": ":", "%2C": "," }, {}),
    older && reading(older, ";", { "%3B": ";", "%5D": "]" }, { "%3B": ";", "%5D": "]" }),
  ].filter(Boolean);
}

/** A job's log. */
export class Log {
  lines = [];
  annotations = [];
  /** What the runner would frown at: deprecated or disabled commands, unexpected inputs, summaries that are too long. */
  problems = [];
  /** Lines in which something had to be hidden. */
  masked = 0;
  #secrets = [];

  constructor(secrets) {
    secrets.forEach((secret) => this.hide(secret));
  }

  /** From now on a text is hidden, and each of its lines. */
  hide(secret) {
    const all = [secret, ...secret.split(/\r?\n/)].filter((one) => one.trim() !== "");
    this.#secrets = [...new Set([...this.#secrets, ...all])].sort((a, b) => b.length - a.length);
  }

  /** A text without secrets. */
  without(text) {
    return this.#secrets.reduce((shown, secret) => shown.replaceAll(secret, "***"), text);
  }

  print(line) {
    const shown = this.without(line);
    if (shown !== line) this.masked += 1;
    this.lines.push(shown);
  }

  annotate(level, message, given = {}) {
    this.annotations.push({ level, message: this.without(message), ...given });
    this.print(`##[${level}]${message}`);
  }

  problem(message) {
    this.problems.push(this.without(message));
  }

  /** What listens to one process. `outputs` takes what the deprecated command sets; `failed` is told of disabled ones. */
  listener(outputs, failed) {
    let stopped;
    return (line) => {
      const found = readings(line);
      if (stopped !== undefined) {
        if (found.some((one) => one.name === stopped)) stopped = undefined;
        this.print(line);
        return;
      }
      const obeyed = found.find((one) => this.#obeys(one, outputs, failed));
      if (!obeyed) this.print(line);
      else if (obeyed.name === "stop-commands") stopped = obeyed.text.toLowerCase();
    };
  }

  #obeys({ name, properties: given, text }, outputs, failed) {
    switch (name) {
      case "error":
      case "warning":
      case "notice":
        this.annotate(name, text, given);
        return true;
      case "debug":
      case "group":
      case "endgroup":
        this.print(`##[${name}]${text}`);
        return true;
      case "add-mask":
        if (text.trim() === "") this.problem("nothing is there to be masked");
        else this.hide(text);
        return true;
      case "stop-commands":
        this.print(`::stop-commands::${text}`);
        return true;
      case "set-output":
      case "save-state":
        this.problem(`the command ${name} is deprecated`);
        if (name === "set-output") outputs[given.name] = text;
        return true;
      case "set-env":
      case "add-path":
        this.problem(`the command ${name} is disabled`);
        failed(`The command ${name} is disabled.`);
        return true;
      case "echo":
      case "add-matcher":
      case "remove-matcher":
        return true;
      default:
        return false;
    }
  }
}
