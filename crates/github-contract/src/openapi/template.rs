//! Path templates such as `/repos/{owner}/{repo}/contents/{path}`: matching and their order.
//!
//! Knows nothing of operations; a template is text with holes.

use percent_encoding::percent_decode_str;

/// A path with named holes. Each hole takes one segment, or several where the description says so.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    text: String,
    segments: Vec<Segment>,
}

#[derive(Debug, Clone, PartialEq)]
enum Segment {
    Literal(String),
    /// Exactly one segment.
    One(String),
    /// One or more segments; a hole for a path at the very end may also be empty.
    Many(String),
}

impl Template {
    /// `multi` names the holes that may hold slashes.
    pub(crate) fn new(text: &str, multi: &[&str]) -> Self {
        let segments = text
            .split('/')
            .skip(1)
            .map(
                |segment| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                    Some(name) if multi.contains(&name) => Segment::Many(name.to_owned()),
                    Some(name) if !name.contains('}') => Segment::One(name.to_owned()),
                    // `{base}...{head}` stands for one segment whose inside is not looked at.
                    _ if segment.contains('{') => Segment::One(segment.to_owned()),
                    _ => Segment::Literal(segment.to_owned()),
                },
            )
            .collect();
        Self {
            text: text.to_owned(),
            segments,
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What stands in each hole, decoded; `None` when the path does not have this form.
    pub(crate) fn matches(&self, path: &str) -> Option<Vec<(String, String)>> {
        let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        let mut holes = Vec::new();
        fill(&self.segments, &segments, &mut holes).then_some(holes)
    }

    /// Sorts the most specific template first: a literal is preferred to a hole, the earlier in the path the
    /// more, a hole of one segment to a hole of many, and any segment to the end, which a hole of many would
    /// swallow.
    pub(crate) fn specificity(&self) -> Vec<u8> {
        let rank = |segment: &Segment| match segment {
            Segment::Literal(_) => 0,
            Segment::One(_) => 1,
            Segment::Many(_) => 2,
        };
        self.segments.iter().map(rank).chain([3]).collect()
    }
}

fn fill(template: &[Segment], path: &[&str], holes: &mut Vec<(String, String)>) -> bool {
    match template.split_first() {
        None => path.is_empty(),
        Some((Segment::Literal(literal), rest)) => {
            path.first().is_some_and(|first| literal == first) && fill(rest, &path[1..], holes)
        }
        Some((Segment::One(name), rest)) => {
            let Some(first) = path.first().filter(|first| !first.is_empty()) else {
                return false;
            };
            holes.push((name.clone(), decode(first)));
            fill(rest, &path[1..], holes) || {
                holes.pop();
                false
            }
        }
        // The contents of a repository's root are asked for with an empty path, or with none.
        Some((Segment::Many(name), [])) if name == "path" && path.concat().is_empty() => {
            holes.push((name.clone(), String::new()));
            true
        }
        Some((Segment::Many(name), rest)) => (1..=path.len()).any(|taken| {
            holes.push((name.clone(), decode(&path[..taken].join("/"))));
            (!path[0].is_empty() && fill(rest, &path[taken..], holes)) || {
                holes.pop();
                false
            }
        }),
    }
}

fn decode(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::Template;

    fn holes(template: &str, multi: &[&str], path: &str) -> Option<Vec<String>> {
        let matched = Template::new(template, multi).matches(path)?;
        Some(
            matched
                .into_iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect(),
        )
    }

    #[test]
    fn a_hole_takes_exactly_one_segment_and_decodes_it() {
        let found = holes("/repos/{owner}/labels/{name}", &[], "/repos/o/labels/sev%2F1");
        assert_eq!(found, Some(vec!["owner=o".into(), "name=sev/1".into()]));
        assert_eq!(
            holes("/repos/{owner}/labels/{name}", &[], "/repos/o/labels/a/b"),
            None
        );
        assert_eq!(
            holes("/repos/{owner}/labels/{name}", &[], "/repos/o/labels/"),
            None
        );
    }

    #[test]
    fn a_hole_for_a_path_takes_several_and_may_stand_in_the_middle() {
        let found = holes("/commits/{ref}/status", &["ref"], "/commits/heads/a/b/status");
        assert_eq!(found, Some(vec!["ref=heads/a/b".into()]));
        assert_eq!(holes("/commits/{ref}/status", &["ref"], "/commits/status"), None);
    }

    #[test]
    fn the_root_folder_has_no_path() {
        for path in ["/contents", "/contents/"] {
            assert_eq!(
                holes("/contents/{path}", &["path"], path),
                Some(vec!["path=".into()])
            );
        }
        assert_eq!(holes("/refs/{ref}", &["ref"], "/refs"), None);
    }

    #[test]
    fn the_most_specific_template_comes_first() {
        let texts = ["/a/{rest}", "/a/{x}/c", "/a/{rest}/c", "/a/b/{y}", "/a/b/c"];
        let mut templates = texts.map(|text| Template::new(text, &["rest"]));
        templates.sort_by_key(Template::specificity);
        let order: Vec<&str> = templates.iter().map(Template::text).collect();
        assert_eq!(
            order,
            ["/a/b/c", "/a/b/{y}", "/a/{x}/c", "/a/{rest}/c", "/a/{rest}"]
        );
    }
}
