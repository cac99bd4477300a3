//! `docs/templates.md`: everything a template can say, made of the tables that the check uses.

use std::fmt::Write as _;

use super::names::{ITEMS, TOOLS, VARIABLES, Variable};
use crate::{
    document::Section,
    message::helper::included::{REGIONS, SECTIONS},
};

const HEAD: &str = "\
# Templates of your own

A postmortem is opened from a template. `full` and `minimal` are built in, in English and Japanese; a repository can bring
its own, for all incidents or for one severity:

```yaml
# .github/closeout.yml
postmortem:
  template: minimal
severities:
  SEV1:
    template: .github/closeout/postmortem.md.hbs
```

The file is read from the default branch. It is [Handlebars](https://handlebarsjs.com/guide/), of which only what stands
on this page is understood: `{{variable}}`, `{{helper variable}}`, `{{#if}}`, `{{#unless}}`, `{{#with}}`, `{{#each}}` with
`{{else}}`, comparisons in parentheses such as `{{#if (eq severity \"SEV1\")}}`, and comments `{{! … }}`. Loops do not stand in
loops, and there are no partials. A template has at most 64 kB, a document that it makes at most 256 kB.

A template with faults is reported as the check `closeout / template` on the commit that changed it, with line, column and
what was probably meant; the built-in template is used meanwhile. See what one makes before you push it:

```sh
closeout render --template .github/closeout/postmortem.md.hbs
```

## An example

```handlebars
{{front_matter}}

# {{title}}

{{region \"facts\"}}

{{section \"summary\"}}

## What happened

{{region \"timeline\"}}

{{section \"root_cause\"}}

{{section \"action_items\"}}
{{#if announcement_required}}

{{section \"announcement\"}}
{{/if}}

{{section \"lessons\"}}
```

What `region` writes follows the incident until somebody edits inside, and so do the values that `front_matter` writes until
somebody changes one. A document without front matter gets it, and one without `incident:` gets that. The check knows the
sections of a document by [their headings](#headings), and action items are read where one of those says so.
";

const HEADINGS: &str = "
## Headings

By these a section is known, in either language, whatever its case, numbering and decoration. A section with another heading is
the team's own, and nothing is checked in it but blame. The first two of a row are what the built-in templates say; where a
document has one of those, a heading that comes later in the row is another section.

| section | headings |
|:--|:--|
";

/// The page, as Markdown.
pub fn reference() -> String {
    let mut page = format!("<!-- Made by `cargo run --example templates`. -->\n\n{HEAD}");
    table(&mut page, "Variables", &VARIABLES);
    table(&mut page, "Variables in `{{#each}}`", &ITEMS);
    page.push_str("\n## Helpers\n\n| write | what it gives |\n|:--|:--|\n");
    for tool in &TOOLS {
        let loops = if tool.heavy { " Not in loops." } else { "" };
        writeln!(page, "| `{}` | {}{loops} |", tool.usage, tool.doc).expect("writing to a string succeeds");
    }
    let list = |names: &[&str]| {
        names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    write!(
        page,
        "\nRegions: {}. Sections: {}.\n",
        list(&REGIONS),
        list(&SECTIONS)
    )
    .expect("writing to a string succeeds");
    page.push_str(HEADINGS);
    for section in Section::ALL {
        let [english, japanese] = section.headings();
        let all = [&[english, japanese], section.other_headings()].concat();
        writeln!(page, "| {english} | {} |", all.join(" · ")).expect("writing to a string succeeds");
    }
    page
}

fn table(page: &mut String, name: &str, variables: &[Variable]) {
    write!(page, "\n## {name}\n\n| name | what it holds |\n|:--|:--|\n")
        .expect("writing to a string succeeds");
    for variable in variables {
        writeln!(page, "| `{}` | {} |", variable.name, variable.doc).expect("writing to a string succeeds");
    }
}
