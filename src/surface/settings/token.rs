//! A token in place of an App.

use clap::Args;

use super::{Faults, GitHubArgs};
use crate::{github::Settings, policy};

/// By which token GitHub is reached, if by one.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "GitHub")]
pub struct TokenArgs {
    /// A token that may read the repository, in place of the App's id and key: a person's, a workflow's or an App's.
    #[arg(long, env = "CLOSEOUT_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    token: Option<String>,
    /// Name in addresses of the App whose token it is, so that its own comments are known.
    #[arg(
        long,
        env = "CLOSEOUT_TOKEN_APP",
        value_name = "SLUG",
        default_value = "github-actions"
    )]
    token_app: String,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Where a token's repository keeps its configuration. An App, which serves many repositories, finds it at one place in all.
#[derive(Debug, Clone, Args)]
pub struct ConfigArgs {
    /// Path of the configuration in the repository.
    #[arg(long = "config", env = "CLOSEOUT_CONFIG", value_name = "PATH", default_value = policy::PATH,
          value_parser = config_path)]
    pub(in crate::surface) path: String,
}

/// Reads the path of a file in a repository; an input that was not given is empty, and means the usual one.
fn config_path(text: &str) -> Result<String, String> {
    let path = text.trim().trim_start_matches("./");
    if path.is_empty() {
        return Ok(policy::PATH.to_owned());
    }
    let is_inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if is_inside && !path.contains(['\\', ':']) && !path.contains(char::is_control) {
        Ok(path.to_owned())
    } else {
        Err(format!(
            "write the path of a file in the repository, such as {}",
            policy::PATH
        ))
    }
}

impl GitHubArgs {
    /// Checks the settings about GitHub, with a token in place of an App if there is one.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn resolve_or(&self, token: &TokenArgs) -> Result<Settings, Faults> {
        self.resolve_by(token).unwrap_or_else(|| {
            let hint = "Or set CLOSEOUT_TOKEN (--token) to a token that may read the repository.";
            self.resolve().map_err(|mut faults| {
                faults.0.push(hint.to_owned());
                faults
            })
        })
    }

    /// Checks the settings about GitHub with a token in place of an App. `None` when there is none.
    pub fn resolve_by(&self, token: &TokenArgs) -> Option<Result<Settings, Faults>> {
        let secret = super::present(token.token.as_ref())?;
        let mut faults = Faults::default();
        let api_url = faults.note(self.api_url()).ok_or(faults);
        Some(api_url.map(|api_url| Settings {
            config: token.config.path.clone(),
            ..Settings::token(api_url, secret.to_owned(), token.token_app.clone())
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_lies_in_the_repository() {
        for (given, path) in [
            ("", policy::PATH),
            (" ops/incidents.yml\n", "ops/incidents.yml"),
            ("./設定.yml", "設定.yml"),
        ] {
            assert_eq!(config_path(given).as_deref(), Ok(path), "{given:?}");
        }
        for given in [
            "/etc/passwd",
            "../closeout.yml",
            "a//b",
            "a/",
            "HEAD:a",
            "a\\b",
            "a\nb",
        ] {
            assert!(config_path(given).is_err(), "{given:?}");
        }
    }
}
