//! What the program says about its work: one line an event, on standard error, as text or as JSON.

use std::{fmt, io, str::FromStr};

use tracing_subscriber::{EnvFilter, fmt::SubscriberBuilder};

use super::{ink::Ink, progress};

/// How, and how much, is logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSettings {
    json: bool,
    directives: String,
}

/// The text asks for no way of logging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSettingsError(String);

impl std::error::Error for LogSettingsError {}

impl fmt::Display for LogSettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is neither a format (text, json), a level (error, warn, info, debug, trace, off) nor a level for a \
             part, such as closeout=debug; write for example `json,info`",
            self.0
        )
    }
}

impl Default for LogSettings {
    /// Text, and everything of the level `info` and above.
    fn default() -> Self {
        Self {
            json: false,
            directives: "info".to_owned(),
        }
    }
}

impl LogSettings {
    /// Text, and only what somebody should look at.
    pub fn only_warnings() -> Self {
        Self {
            json: false,
            directives: "warn".to_owned(),
        }
    }
}

impl FromStr for LogSettings {
    type Err = LogSettingsError;

    /// Comma-separated: `text` or `json`, a level, and levels for parts.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut settings = Self {
            json: false,
            directives: String::new(),
        };
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            match word {
                "text" => settings.json = false,
                "json" => settings.json = true,
                directive => {
                    // Any other word would be taken for the name of a part and silence everything else.
                    let level = directive.rsplit_once('=').map_or(directive, |(_, level)| level);
                    level
                        .parse::<tracing::level_filters::LevelFilter>()
                        .map_err(|_| LogSettingsError(directive.to_owned()))?;
                    settings.directives.push_str(directive);
                    settings.directives.push(',');
                }
            }
        }
        if !settings
            .directives
            .split(',')
            .any(|word| !word.is_empty() && !word.contains('='))
        {
            settings.directives.push_str("info");
        }
        EnvFilter::try_new(&settings.directives).map_err(|_| LogSettingsError(text.to_owned()))?;
        Ok(settings)
    }
}

/// Logs from here on. A second call does nothing.
pub fn start(settings: &LogSettings) {
    let filter = EnvFilter::new(&settings.directives);
    let builder = SubscriberBuilder::default()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(Ink::on(&io::stderr(), false) == Ink::Coloured)
        .with_writer(|| {
            // A log that cannot be written is nobody's fault here.
            let _ = progress::make_room();
            io::stderr()
        });
    // An error only says that somebody logs already, as tests do.
    let _ = if settings.json {
        builder.json().flatten_event(true).try_init()
    } else {
        builder.compact().try_init()
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (bool, String) {
        let settings: LogSettings = text.parse().unwrap();
        (settings.json, settings.directives)
    }

    #[test]
    fn format_and_levels_come_in_any_order() {
        assert_eq!(parsed(""), (false, "info".into()));
        assert_eq!(parsed("json"), (true, "info".into()));
        assert_eq!(parsed("debug, json"), (true, "debug,".into()));
        assert_eq!(parsed("closeout=trace"), (false, "closeout=trace,info".into()));
    }

    #[test]
    fn a_wrong_word_is_named() {
        for wrong in ["verbose", "closeout=loud", "jsn,info"] {
            let said = wrong.parse::<LogSettings>().unwrap_err().to_string();
            assert!(said.contains("json,info"), "{said}");
            assert!(said.contains(wrong.split(',').next().unwrap()), "{said}");
        }
    }
}
