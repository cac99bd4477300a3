//! What must be done now, and when to look again. Pure: policy, incident, observation and instant in, plan out.

pub mod effect;
