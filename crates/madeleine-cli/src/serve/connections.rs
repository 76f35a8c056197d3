//! Connections: how many there are, and how long a client may take over each step.

use super::journal::Journal;
use super::rate::Peer;
use axum::Router;
use axum::extract::Request;
use axum::http::header::{self, HeaderValue};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream, lookup_host};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;

/// Most connections at a time: the files that a process may have open are 1,024 on many machines. Who comes then waits.
const MAX_CONNECTIONS: usize = 900;

/// From so many connections on each is closed with its answer, so that those who wait have their turn.
const CROWD: usize = MAX_CONNECTIONS / 2;

/// How many may wait to be taken. With the usual 128 a burst of visitors is told to come again a second later.
const BACKLOG: u32 = 1_024;

/// A head that is longer is answered by the bare status 431; shorter ones that are too long are told why.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// How long no client is taken after the machine had no more files to open.
const BREATH: Duration = Duration::from_millis(500);

/// Listens at the first address of a host that can be had.
pub(crate) async fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut failed = ErrorKind::AddrNotAvailable.into();
    for address in lookup_host((host, port)).await? {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        // A restart need not wait until the last connection of the one before is forgotten.
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        match socket.bind(address).and_then(|()| socket.listen(BACKLOG)) {
            Ok(listener) => return Ok(listener),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

/// Serves whoever connects, and ends what is under way once it is told to stop.
pub(crate) async fn serve(
    listener: TcpListener,
    app: Router,
    patience: Duration,
    journal: Arc<Journal>,
    stop: impl Future<Output = ()>,
) {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience).max_header_size(MAX_HEAD_BYTES);
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let app = TowerToHyperService::new(app);
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            next = next(&listener, &places, &journal) => next,
            () = &mut stop => break,
        };
        // Answers are small: each goes out at once.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(patience));
        let (app, crowd) = (app.clone(), Arc::clone(&places));
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer.ip()));
            let answer = app.call(request);
            let is_crowded = crowd.available_permits() < MAX_CONNECTIONS - CROWD;
            async move {
                let mut response: Response = answer.await?;
                if is_crowded {
                    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                }
                Ok::<_, Infallible>(response)
            }
        });
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(Box::pin(stream)), service));
        let journal = Arc::clone(&journal);
        tokio::spawn(async move {
            let ended = connection.await;
            drop(place);
            if let Err(error) = ended {
                note(&journal, &error);
            }
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// The next client, once there is a place for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
    journal: &Journal,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    loop {
        let Ok(place) = Arc::clone(places).acquire_owned().await else { std::future::pending().await };
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            Err(error) if is_of_the_client(error.kind()) => {}
            Err(error) => {
                journal.note(&format!("no client can be taken: {error}"));
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

fn is_of_the_client(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

/// What cut a connection, where that tells the owner something. Who just went away, or asked for nothing more, is everyday.
fn note(journal: &Journal, error: &hyper::Error) {
    if error.is_parse_too_large() {
        journal.refused(431, "head_too_long");
    } else if error.is_parse() {
        journal.refused(400, "no_http");
    }
}
