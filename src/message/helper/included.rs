//! Parts of a document by their names: generated regions, and sections with what belongs in them.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderErrorReason,
};
use serde_json::Value;

use crate::document;

/// What can be included, by the helper that includes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Part {
    /// A generated region between its two comments.
    Region,
    /// A section: its heading, and what belongs in it.
    Section,
    /// The values at the top.
    FrontMatter,
}

/// Regions that are generated.
pub(in super::super) const REGIONS: [&str; 3] = ["facts", "impact", "timeline"];

/// Sections of the full template, in its order.
pub(in super::super) const SECTIONS: [&str; 13] = [
    "summary",
    "impact",
    "timeline",
    "root_cause",
    "resolution",
    "detection",
    "went_well",
    "went_badly",
    "got_lucky",
    "response_process",
    "action_items",
    "announcement",
    "lessons",
];

impl Part {
    /// Every part.
    pub(in super::super) const ALL: [Self; 3] = [Self::Region, Self::Section, Self::FrontMatter];

    /// The helper's name.
    pub(in super::super) fn helper(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Section => "section",
            Self::FrontMatter => "front_matter",
        }
    }

    /// The names that the helper takes.
    pub(in super::super) fn names(self) -> &'static [&'static str] {
        match self {
            Self::Region => &REGIONS,
            Self::Section => &SECTIONS,
            Self::FrontMatter => &[],
        }
    }

    fn template(self, name: &str) -> String {
        match self {
            Self::Region => format!("region/{name}.md.hbs"),
            Self::Section => format!("section/{name}.md.hbs"),
            Self::FrontMatter => "part/front_matter.md.hbs".to_owned(),
        }
    }
}

/// Whether there is anything to say in a region.
pub(in super::super) fn has_region(name: &str, data: &Value) -> bool {
    REGIONS.contains(&name)
        && (name != "impact" || data.get("impact").is_some_and(|impact| !impact.is_null()))
}

/// Registers the helpers.
pub(super) fn register(registry: &mut Handlebars<'_>) {
    for part in Part::ALL {
        registry.register_helper(part.helper(), Box::new(Includes(part)));
    }
}

struct Includes(Part);

impl HelperDef for Includes {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = helper.param(0).and_then(|name| name.value().as_str());
        let known = self.0.names();
        let name = match (known, name) {
            ([], _) => "",
            (_, Some(name)) if known.contains(&name) => name,
            _ => {
                let helper = self.0.helper();
                let fault = format!("helper `{helper}`: the name must be one of {}", known.join(", "));
                return Err(RenderErrorReason::Other(fault).into());
            }
        };
        if self.0 == Part::Region && !has_region(name, context.data()) {
            return Ok(());
        }
        let text = registry.render(&self.0.template(name), context.data())?;
        let text = match self.0 {
            Part::Region => document::unsealed(name, &text),
            Part::Section | Part::FrontMatter => text,
        };
        out.write(text.trim_end())?;
        Ok(())
    }
}
