//! What an `Authorization` header holds, and which kind of credential an operation takes.
//!
//! Signatures are not verified: that is the server's business, and the key is not here.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use crate::finding::{Kind, Report};

/// The longest an app's JWT may live, in seconds: ten minutes, and one of them for a clock set back on purpose.
const MAX_LIFETIME: i64 = 11 * 60;

/// The kind of credential that an operation takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Wanted {
    /// The app's own JWT.
    Jwt,
    /// A token of an installation or a user.
    Token,
    /// Any, or none.
    Anything,
}

impl Wanted {
    /// What the operation with this path template takes. The description does not say it, GitHub's pages do.
    pub(crate) fn by(template: &str) -> Self {
        let ours = [
            "/app",
            "/repos/{owner}/{repo}/installation",
            "/orgs/{org}/installation",
        ];
        let open = [
            "/",
            "/meta",
            "/rate_limit",
            "/apps/{app_slug}",
            "/app-manifests/{code}/conversions",
        ];
        if open.contains(&template) {
            Self::Anything
        } else if ours.contains(&template)
            || template.starts_with("/app/")
            || template == "/users/{username}/installation"
        {
            Self::Jwt
        } else {
            Self::Token
        }
    }
}

/// What was sent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sent {
    Jwt,
    Token,
    /// Blanked out by whoever recorded it, or a client's name and secret.
    Other,
}

/// Reports a credential of the wrong kind or form and returns what it is, if it is any.
pub(crate) fn check(header: &str, wanted: Wanted, report: &mut Report<'_>) -> Option<Sent> {
    let (scheme, credential) = header.split_once(' ').unwrap_or((header, ""));
    let credential = credential.trim_start();
    let bearer = scheme.eq_ignore_ascii_case("bearer");
    if credential.is_empty()
        || credential.contains(char::is_whitespace)
        || !(bearer || ["token", "Token", "Basic"].contains(&scheme))
    {
        report.add(
            Kind::WrongCredential,
            "Authorization is neither `Bearer …` nor `token …`",
        );
        return None;
    }
    let sent = if credential.contains("***") || credential == "REDACTED" || scheme == "Basic" {
        Sent::Other
    } else if credential.starts_with("ey") && credential.matches('.').count() == 2 {
        Sent::Jwt
    } else {
        Sent::Token
    };
    match (wanted, sent) {
        (Wanted::Jwt, Sent::Token) => {
            report.add(
                Kind::WrongCredential,
                "takes the app's JWT; sent was an installation's or user's token",
            );
        }
        (Wanted::Token, Sent::Jwt) => {
            report.add(
                Kind::WrongCredential,
                "takes an installation's or user's token; sent was the app's JWT",
            );
        }
        _ => {}
    }
    if sent == Sent::Jwt {
        let faults = jwt_faults(credential);
        let faults = faults
            .into_iter()
            .chain((!bearer).then(|| "a JWT is sent as `Bearer`".to_owned()));
        faults.for_each(|fault| report.add(Kind::AppToken, fault));
    }
    Some(sent)
}

/// What GitHub would refuse in this JWT, its signature aside.
fn jwt_faults(token: &str) -> Vec<String> {
    let part = |index: usize| -> Option<Value> {
        let part = token.split('.').nth(index)?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()?).ok()
    };
    let (Some(header), Some(claims)) = (part(0), part(1)) else {
        return vec!["the JWT does not decode".to_owned()];
    };
    let mut faults = Vec::new();
    if header["alg"] != "RS256" {
        faults.push(format!(
            "the JWT is signed with {}; GitHub takes RS256 only",
            header["alg"]
        ));
    }
    for claim in ["iat", "exp", "iss"]
        .into_iter()
        .filter(|claim| claims.get(claim).is_none())
    {
        faults.push(format!("the JWT has no claim `{claim}`"));
    }
    if let (Some(issued), Some(expires)) = (claims.get("iat"), claims.get("exp")) {
        match (issued.as_i64(), expires.as_i64()) {
            (Some(issued), Some(expires)) if expires - issued > MAX_LIFETIME => {
                faults.push(format!(
                    "the JWT lives {} s; GitHub allows ten minutes",
                    expires - issued
                ));
            }
            (Some(_), Some(_)) => {}
            _ => faults.push("`iat` and `exp` of the JWT must be whole seconds".to_owned()),
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn jwt(header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.c2ln", part(header), part(claims))
    }

    #[test]
    fn a_good_jwt_has_no_faults_and_each_bad_one_has_its_own() {
        let rs256 = json!({"alg": "RS256"});
        let good = json!({"iat": 1_700_000_000, "exp": 1_700_000_540, "iss": "12345"});
        assert_eq!(jwt_faults(&jwt(&rs256, &good)), Vec::<String>::new());
        for (header, claims, fault) in [
            (json!({"alg": "HS256"}), good.clone(), "RS256 only"),
            (rs256.clone(), json!({"iat": 0, "exp": 9}), "no claim `iss`"),
            (
                rs256.clone(),
                json!({"iat": 0, "exp": 3600, "iss": "1"}),
                "lives 3600 s",
            ),
            (
                rs256.clone(),
                json!({"iat": 0.5, "exp": 9, "iss": "1"}),
                "whole seconds",
            ),
        ] {
            let faults = jwt_faults(&jwt(&header, &claims));
            assert!(
                faults.len() == 1 && faults[0].contains(fault),
                "{claims}: {faults:?}"
            );
        }
        assert_eq!(jwt_faults("eyJ.x.y"), ["the JWT does not decode"]);
    }
}
