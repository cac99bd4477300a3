//! An App's JSON web token: RS256, `iat`, `exp` and `iss` as GitHub wants them, the signature really verified.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::Value;

use super::ApiError;
use crate::world::{App, AppId, World};

/// `exp` may lie no further ahead, in seconds.
const LONGEST: i64 = 600;
/// How far a clock may be ahead, in seconds.
const LENIENCE: i64 = 5;

const UNDECODABLE: &str = "A JSON web token could not be decoded";
const BAD_IAT: &str =
    "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
const BAD_EXP: &str = "'Expiration time' claim ('exp') must be a numeric value representing the future time at which \
                       the assertion expires";
const FAR_EXP: &str = "'Expiration time' claim ('exp') is too far in the future";

/// The App that signed a token, or GitHub's refusal.
pub(crate) fn verify(world: &World, token: &str) -> Result<AppId, ApiError> {
    let refused = |message: &str| ApiError::new(401, message, "");
    let (header, claims) = decode(token).ok_or_else(|| refused(UNDECODABLE))?;
    if header["alg"] != "RS256" {
        return Err(refused(UNDECODABLE));
    }
    let app = issuer(world, &claims["iss"]).ok_or_else(|| ApiError::new(404, "Integration not found", ""))?;
    let now = world.now().timestamp();
    let issued = claims["iat"].as_i64().ok_or_else(|| refused(BAD_IAT))?;
    let expires = claims["exp"].as_f64().ok_or_else(|| refused(BAD_EXP))?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "an instant in seconds fits, and a wild value saturates"
    )]
    let expires = expires as i64;
    if issued > now + LENIENCE {
        return Err(refused(BAD_IAT));
    }
    if expires <= now {
        return Err(refused(BAD_EXP));
    }
    if expires > now + LONGEST + LENIENCE {
        return Err(refused(FAR_EXP));
    }
    if signed_by(app, token) {
        Ok(app.id)
    } else {
        Err(refused(UNDECODABLE))
    }
}

fn decode(token: &str) -> Option<(Value, Value)> {
    let mut parts = token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).ok());
    let header = serde_json::from_slice(&parts.next()??).ok()?;
    let claims = serde_json::from_slice(&parts.next()??).ok()?;
    parts.next()??;
    parts.next().is_none().then_some((header, claims))
}

/// `iss` is the App's id, as number or text, or its client id.
fn issuer<'a>(world: &'a World, claim: &Value) -> Option<&'a App> {
    let text = claim.as_str().map_or_else(|| claim.to_string(), str::to_owned);
    world
        .apps
        .values()
        .find(|app| app.client_id == text || app.id.0.to_string() == text)
}

fn signed_by(app: &App, token: &str) -> bool {
    let mut rules = Validation::new(Algorithm::RS256);
    // Times are held against the simulated clock above.
    rules.validate_exp = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    let key = DecodingKey::from_rsa_der(&app.public_key_der);
    jsonwebtoken::decode::<Value>(token, &key, &rules).is_ok()
}
