//! Lets whoever runs an App answer what a visitor did on the pages before the visitor is led back to look at it.
//!
//! GitHub's pages follow what happens by scripts; these pages have none, and so they wait instead. Nobody waits as
//! long as nobody called [`GitHubSim::visits`](crate::GitHubSim::visits).

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot};

/// Something a visitor did on the pages. The visitor is led back when this is dropped.
#[derive(Debug)]
pub struct Visit {
    _answered: oneshot::Sender<()>,
}

/// What visitors do, as it happens.
#[derive(Debug)]
pub struct Visits {
    arriving: mpsc::UnboundedReceiver<Visit>,
}

impl Visits {
    /// The next visit. May be given up while waiting; nothing is lost.
    pub async fn next(&mut self) -> Option<Visit> {
        self.arriving.recv().await
    }
}

/// Where visits are announced. All clones announce to the same receiver, the latest.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reception {
    receiver: Arc<Mutex<Option<mpsc::UnboundedSender<Visit>>>>,
}

impl Reception {
    pub(crate) fn open(&self) -> Visits {
        let (sender, arriving) = mpsc::unbounded_channel();
        *self.receiver.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        Visits { arriving }
    }

    /// Announces a visit, and returns when it was answered; at once when nobody listens.
    pub(crate) async fn announce(&self) {
        let receiver = self
            .receiver
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let (answered, done) = oneshot::channel();
        let visit = Visit { _answered: answered };
        if receiver.is_some_and(|receiver| receiver.send(visit).is_ok()) {
            // An error is the way it ends: nothing is ever sent.
            let _ = done.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_visitor_waits_for_the_answer_and_only_when_somebody_gives_one() {
        let reception = Reception::default();
        reception.announce().await;
        let mut visits = reception.open();
        let visitor = tokio::spawn({
            let reception = reception.clone();
            async move { reception.announce().await }
        });
        let visit = visits.next().await.expect("the visitor is announced");
        assert!(!visitor.is_finished());
        drop(visit);
        visitor.await.expect("the visitor is led back");
        drop(visits);
        reception.announce().await;
    }
}
