//! Link targets: which are allowed, and where relative ones point.

use super::Place;

const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The address a link to `target` gets, or `None` when the target may not be followed.
pub(super) fn resolve(target: &str, place: Place<'_>, anchor: &str) -> Option<String> {
    let head = target.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((scheme, _)) = head.split_once(':') {
        let allowed = SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
        return allowed.then(|| target.to_owned());
    }
    // Browsers read a backslash as a slash and drop control characters; no honest address has either.
    if target.contains('\\') || target.chars().any(char::is_control) {
        return None;
    }
    if let Some(fragment) = target.strip_prefix('#') {
        return Some(format!("#{}", heading_id(anchor, fragment)));
    }
    match place {
        Place::File { root, folder } if !target.starts_with("//") => Some(within(root, folder, target)),
        Place::File { .. } | Place::Conversation(_) => Some(target.to_owned()),
    }
}

/// True for addresses that leave this site.
pub(super) fn is_external(address: &str) -> bool {
    address.starts_with("//")
        || address
            .split(['/', '?', '#'])
            .next()
            .is_some_and(|head| head.contains(':'))
}

/// The id of a heading, prefixed so that no text can take an id the page itself uses.
pub(super) fn heading_id(anchor: &str, slug: &str) -> String {
    format!("user-content-{anchor}-{slug}")
}

/// GitHub's slug of a heading: lower case, spaces as hyphens, punctuation gone.
pub(super) fn slug(heading: &str) -> String {
    heading
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            _ => c.is_alphanumeric().then_some(c),
        })
        .collect()
}

/// `target` seen from a file in `folder`; never climbs above the repository.
fn within(root: &str, folder: &str, target: &str) -> String {
    let split = target.find(['?', '#']).unwrap_or(target.len());
    let (path, suffix) = target.split_at(split);
    let mut parts: Vec<&str> = if path.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|p| !p.is_empty()).collect()
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    format!("{root}/{}{suffix}", parts.join("/"))
}
