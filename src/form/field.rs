//! What the form asks, by the ids that every form shares whatever its language and wording.

/// A question of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    Severity,
    Works,
    Affected,
    Workaround,
    Data,
    Impact,
    Started,
    DetectedBy,
    /// Links and logs: kept on the issue, not read.
    Context,
}

impl Field {
    /// Every question, in the order of the built-in forms.
    pub(super) const ALL: [Self; 9] = [
        Self::Severity,
        Self::Works,
        Self::Affected,
        Self::Workaround,
        Self::Data,
        Self::Impact,
        Self::Started,
        Self::DetectedBy,
        Self::Context,
    ];

    /// The `id` of its element.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Severity => "severity",
            Self::Works => "works",
            Self::Affected => "affected",
            Self::Workaround => "workaround",
            Self::Data => "data",
            Self::Impact => "impact",
            Self::Started => "started",
            Self::DetectedBy => "detected_by",
            Self::Context => "context",
        }
    }

    /// The question with this `id`.
    pub(super) fn with_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.id() == id)
    }
}
