//! What it costs to take a delivery.
//!
//! `delivery` is pure work: the signature of 20 KB, and whom they concern. `accepted` is a delivery on its way from the
//! socket to the disk, over loopback, every one about another incident: by the server as it is, and by a bare axum
//! server that only checks the signature and does the same durable insert, which is the floor. One connection shows the
//! price of a commit that has reached the disk, many show what sharing it is worth.

use std::{
    fmt::Write as _,
    hint::black_box,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use aws_lc_rs::hmac;
use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use closeout::{
    clock::{Clock as _, SystemClock},
    domain::{
        key::{IncidentKey, Locator},
        person::Login,
    },
    engine::Tuning,
    github::{
        GitHub, Settings,
        webhook::{self, BotIdentity},
    },
    store::{Store, sqlite::SqliteStore},
    surface::serve::{App, Parts},
};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    runtime::Runtime,
    task::JoinSet,
};

const SECRET: &str = "It's a Secret to Everybody";
/// Deliveries of one measurement.
const DELIVERIES: u64 = 2_000;
/// A delivery's usual size, in bytes.
const SIZE: usize = 20 * 1024;

/// Somebody puts the incident label on an issue.
fn payload(issue: u64) -> String {
    let mut json = format!(
        r#"{{"action":"labeled","label":{{"name":"incident"}},"issue":{{"number":{issue},
        "labels":[{{"name":"incident"}}],"user":{{"login":"mona"}}}},"repository":{{"id":1000,"name":"ops",
        "owner":{{"login":"acme"}}}},"installation":{{"id":77}},"sender":{{"login":"mona"}},"padding":""#
    );
    let filling = SIZE - json.len() - 2;
    json.extend(std::iter::repeat_n('x', filling));
    json.push_str("\"}");
    json
}

fn signature(body: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let mut text = "sha256=".to_owned();
    for byte in hmac::sign(&key, body).as_ref() {
        write!(text, "{byte:02x}").expect("a String takes everything");
    }
    text
}

fn request(issue: u64) -> Vec<u8> {
    let body = payload(issue);
    let head = format!(
        "POST /webhooks/github HTTP/1.1\r\nhost: closeout\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         x-github-event: issues\r\nx-hub-signature-256: {}\r\n\r\n",
        body.len(),
        signature(body.as_bytes())
    );
    (head + &body).into_bytes()
}

fn secrets() -> Vec<SecretString> {
    vec![SECRET.into()]
}

fn reading(criterion: &mut Criterion) {
    let body = payload(7);
    let tag = signature(body.as_bytes());
    let me = BotIdentity {
        login: Login::new("closeout[bot]"),
    };
    let secrets = secrets();
    let mut group = criterion.benchmark_group("delivery");
    group.throughput(Throughput::Bytes(SIZE as u64));
    group.bench_function("signature", |bencher| {
        bencher.iter(|| webhook::verify(&secrets, Some(&tag), black_box(body.as_bytes())));
    });
    group.bench_function("route", |bencher| {
        bencher.iter(|| webhook::route("issues", black_box(body.as_bytes()), &me));
    });
    group.finish();
}

/// A key for the App; nobody is ever asked to believe it.
fn private_key() -> SecretString {
    let key = aws_lc_rs::rsa::KeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048).expect("a key can be made");
    let der = aws_lc_rs::encoding::AsDer::<aws_lc_rs::encoding::Pkcs8V1Der<'_>>::as_der(&key)
        .expect("it has a form");
    let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, der.as_ref());
    format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n").into()
}

async fn open(folder: &TempDir) -> Arc<dyn Store> {
    let url = format!("sqlite://{}", folder.path().join("closeout.db").display());
    Arc::new(
        SqliteStore::open(&url)
            .await
            .expect("a new folder takes a database"),
    )
}

/// The server as it is; its workers do not run.
async fn closeout(folder: &TempDir) -> Router {
    let clock = Arc::new(SystemClock);
    let settings = Settings::app("http://127.0.0.1:9".into(), 1, private_key());
    let github = GitHub::new(&settings, clock.clone()).expect("the settings are good");
    let parts = Parts {
        store: open(folder).await,
        github,
        clock,
        webhook_secrets: secrets(),
        public_url: None,
        tuning: Tuning::default(),
    };
    App::build(parts).router
}

struct Bare {
    store: Arc<dyn Store>,
    secrets: Vec<SecretString>,
    issue: AtomicU64,
}

/// Signature and insert, and nothing else.
async fn bare(folder: &TempDir) -> Router {
    let state = Bare {
        store: open(folder).await,
        secrets: secrets(),
        issue: AtomicU64::new(1),
    };
    let receive = async |State(state): State<Arc<Bare>>, headers: HeaderMap, body: Bytes| {
        let tag = headers
            .get("x-hub-signature-256")
            .and_then(|tag| tag.to_str().ok());
        if webhook::verify(&state.secrets, tag, &body).is_err() {
            return StatusCode::UNAUTHORIZED;
        }
        let key = IncidentKey {
            repository: 1000,
            issue: state.issue.fetch_add(1, Ordering::Relaxed),
        };
        let locator = Locator {
            key,
            installation: 77,
            owner: "acme".into(),
            name: "ops".into(),
        };
        match state.store.enqueue(&[locator], SystemClock.now()).await {
            Ok(()) => StatusCode::ACCEPTED,
            Err(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    };
    Router::new()
        .route("/webhooks/github", post(receive))
        .with_state(Arc::new(state))
}

/// Sends the requests over so many connections and waits for every answer.
async fn deliver(address: SocketAddr, requests: Arc<Vec<Vec<u8>>>, connections: usize) {
    let next = Arc::new(AtomicU64::new(0));
    let mut clients = JoinSet::new();
    for _ in 0..connections {
        let (requests, next) = (requests.clone(), next.clone());
        clients.spawn(async move {
            let mut stream = TcpStream::connect(address).await.expect("the server listens");
            stream.set_nodelay(true).expect("the system allows it");
            let mut answer = vec![0; 4096];
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let Some(request) = usize::try_from(turn).ok().and_then(|turn| requests.get(turn)) else {
                    return;
                };
                stream.write_all(request).await.expect("the server reads");
                let length = stream.read(&mut answer).await.expect("the server answers");
                assert!(answer[..length].starts_with(b"HTTP/1.1 202"), "it accepts");
            }
        });
    }
    clients.join_all().await;
}

/// How long a fresh server takes for all the requests.
async fn measure(router: Router, requests: &Arc<Vec<Vec<u8>>>, connections: usize) -> Duration {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("there is a free port");
    let address = listener.local_addr().expect("it is bound");
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let start = SystemClock.now();
    deliver(address, requests.clone(), connections).await;
    let taken = SystemClock.now() - start;
    server.abort();
    taken.to_std().unwrap_or_default()
}

fn accepting(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("the machine grants threads");
    let requests = Arc::new((1..=DELIVERIES).map(request).collect::<Vec<_>>());
    let mut group = criterion.benchmark_group("accepted");
    group.throughput(Throughput::Elements(DELIVERIES)).sample_size(10);
    for connections in [1, 64, 256] {
        group.bench_function(BenchmarkId::new("closeout", connections), |bencher| {
            bencher.iter_custom(|rounds| {
                runtime.block_on(async {
                    let mut taken = Duration::ZERO;
                    for _ in 0..rounds {
                        let folder = tempfile::tempdir().expect("there is a temporary folder");
                        taken += measure(closeout(&folder).await, &requests, connections).await;
                    }
                    taken
                })
            });
        });
        group.bench_function(BenchmarkId::new("bare", connections), |bencher| {
            bencher.iter_custom(|rounds| {
                runtime.block_on(async {
                    let mut taken = Duration::ZERO;
                    for _ in 0..rounds {
                        let folder = tempfile::tempdir().expect("there is a temporary folder");
                        taken += measure(bare(&folder).await, &requests, connections).await;
                    }
                    taken
                })
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reading, accepting);
criterion_main!(benches);
