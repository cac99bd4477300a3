//! The grammar of a `Link` header (RFC 8288, section 3), as far as GitHub uses it.

/// The first part of the header that is not `<target>; name="value"; …`.
pub(crate) fn malformed_part(header: &str) -> Option<&str> {
    let mut rest = header;
    loop {
        // Commas separate links, but may stand inside a target.
        let target_end = rest.find('>').unwrap_or(0);
        let end = rest[target_end..]
            .find(',')
            .map_or(rest.len(), |comma| target_end + comma);
        let part = rest[..end].trim();
        if !is_link(part) {
            return Some(part);
        }
        match rest.get(end + 1..) {
            Some(more) => rest = more,
            None => return None,
        }
    }
}

fn is_link(part: &str) -> bool {
    let Some((target, parameters)) = part.strip_prefix('<').and_then(|rest| rest.split_once('>')) else {
        return false;
    };
    let well_formed = |parameter: &str| {
        parameter.trim().split_once('=').is_some_and(|(name, value)| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'*')
                && value.len() >= 2
                && value.starts_with('"')
                && value.ends_with('"')
        })
    };
    !target.is_empty()
        && !target.contains(|c: char| c.is_whitespace() || c == '<')
        && parameters
            .trim_start()
            .strip_prefix(';')
            .is_some_and(|list| list.split(';').all(well_formed))
}

#[cfg(test)]
mod tests {
    use super::malformed_part;

    #[test]
    fn one_or_more_links_with_parameters_are_well_formed() {
        for header in [
            r#"<https://api.github.com/repositories/1/issues?page=2>; rel="next""#,
            r#"<https://h/a,b?page=2>; rel="next", <https://h/?page=9>; rel="last""#,
        ] {
            assert_eq!(malformed_part(header), None, "{header}");
        }
    }

    #[test]
    fn the_part_that_is_malformed_is_named() {
        for (header, part) in [
            (
                "https://h/?page=2; rel=\"next\"",
                "https://h/?page=2; rel=\"next\"",
            ),
            ("<https://h/>; rel=\"next\", <>; rel=\"last\"", "<>; rel=\"last\""),
            ("<https://h/>", "<https://h/>"),
            ("<https://h/>; rel=next", "<https://h/>; rel=next"),
            ("<https://h/>; rel=\"next\",", ""),
        ] {
            assert_eq!(malformed_part(header), Some(part), "{header}");
        }
    }
}
