//! `madeleine serve`: the files of a page, and what people answer on it.

mod collect;
mod day;
mod site;
mod store;

use crate::plain::plain;
use crate::{Failure, print, say};
use axum::handler::HandlerWithoutStateExt;
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use axum::{Router, middleware};
use collect::{Collector, Origins};
use site::Dress;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};
use store::{Opened, Store};
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::signal::unix;
use tokio::sync::oneshot;
use tokio::task::JoinError;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

/// How long requests that are under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Serve a folder and collect responses: POST /feedback appends to one NDJSON file a day
///
/// A response is acknowledged (204) once it is on disk. Browsers may keep for a year what lies in a folder that is named after its
/// content, such as `0.1.0-66725060`; of every other file they ask each time and get 304 for what they have.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder to serve
    dir: PathBuf,
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on; 0.0.0.0 is open to the network
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Collect responses into this folder, one file a day: responses-YYYY-MM-DD.ndjson
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Path to which responses are sent
    #[arg(long, value_name = "PATH", default_value = "/feedback", value_parser = path, requires = "data")]
    collect: String,
    // Not a comment of documentation: there an address without brackets is a fault, and on a terminal brackets are.
    #[arg(long, value_name = "ORIGIN", value_parser = origin,
          help = "Also take responses from pages of this origin, as in https://shop.example; * means any. Can be given again")]
    allow_origin: Vec<String>,
    /// Show all collected responses at this path, to anybody who asks: for demos, answers aren't public
    #[arg(long, value_name = "PATH", value_parser = path, num_args = 0..=1, default_missing_value = "/responses.ndjson",
          requires = "data")]
    share: Option<String>,
    /// Send the strictest content security policy under which Madeleine works
    #[arg(long)]
    strict_csp: bool,
}

/// A path as a route has it: no pattern, nothing to decode.
fn path(text: &str) -> Result<String, String> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/._~-".contains(&b);
    let well = text.len() > 1 && text.starts_with('/') && !text.ends_with('/') && !text.contains("//");
    if well && text.bytes().all(plain) && text != "/healthz" {
        return Ok(text.into());
    }
    Err("a path begins with / and has letters, digits, . _ ~ and - between further /; /healthz is taken".into())
}

/// An origin as browsers write it.
fn origin(text: &str) -> Result<String, String> {
    let lower = text.to_ascii_lowercase();
    let authority = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let well =
        authority.is_some_and(|a| !a.is_empty() && a.bytes().all(|b| b.is_ascii_graphic() && !b"/?#@".contains(&b)));
    if well || lower == "null" || lower == "*" {
        return Ok(lower);
    }
    Err("an origin is a scheme and a host, with the port if it has one, and nothing behind: https://shop.example"
        .into())
}

pub(crate) fn run(args: Args) -> Result<ExitCode, Failure> {
    let dir = plain(&args.dir.display().to_string());
    if !args.dir.is_dir() {
        return Err(Failure(format!("{dir}: there is no such folder to serve.")));
    }
    if args.share.as_ref() == Some(&args.collect) {
        return Err(Failure(format!("--collect and --share can't both be {}.", args.collect)));
    }
    let opened = args.data.as_deref().map(|data| open(data, &args.dir)).transpose()?;
    let (store, writer) = match opened {
        Some(Opened { store, thread, remembered }) => (Some((store, remembered)), Some(thread)),
        None => (None, None),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(serve(&args, store));
    // Connections that would not end go with it, and with them the last ways to the store.
    runtime.shutdown_timeout(Duration::from_secs(1));
    if let Some(writer) = writer {
        let _ = writer.join();
    }
    served?;
    say("stopped.");
    Ok(ExitCode::SUCCESS)
}

/// Opens the store, unless it would lie where everybody can read it.
fn open(data: &Path, dir: &Path) -> Result<Opened, Failure> {
    // It may not be there yet: then the folder counts in which it will be made.
    let there = data.ancestors().map(|path| if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let real = there.filter_map(|path| fs::canonicalize(path).ok()).next();
    if let (Some(real), Ok(dir)) = (real, fs::canonicalize(dir))
        && real.starts_with(&dir)
    {
        let data = plain(&data.display().to_string());
        let why = "lies in the folder that is served: anybody could read the answers";
        return Err(Failure(format!("{data} {why}. Choose another --data.")));
    }
    Store::open(data)
}

async fn serve(args: &Args, store: Option<(Store, usize)>) -> Result<(), Failure> {
    let mut signals = Signals::listen()?;
    let address = (args.host.as_str(), args.port);
    let listener = TcpListener::bind(address).await.map_err(|error| {
        Failure(format!("{}:{}: {error}. Choose another --port or --host.", plain(&args.host), args.port))
    })?;
    let bound = listener.local_addr()?;
    let keeps = match (&args.data, &store) {
        (Some(data), Some((_, remembered))) => {
            format!(", keeping answers to POST {} in {} ({remembered} there)", args.collect, data.display())
        }
        _ => String::new(),
    };
    say(&format!("serving {}{keeps}; Ctrl+C ends it.", plain(&args.dir.display().to_string())));
    print(&format!("http://{bound}\n"))?;

    let app = app(args, store.map(|(store, _)| store));
    let listener = listener.tap_io(|stream| {
        // Answers are small: each goes out at once.
        let _ = stream.set_nodelay(true);
    });
    let (told, tell) = oneshot::channel::<()>();
    let graceful = axum::serve(listener, app).with_graceful_shutdown(async move {
        let _ = tell.await;
    });
    let mut server = tokio::spawn(graceful.into_future());
    tokio::select! {
        done = &mut server => return ended(done),
        () = signals.next() => say("stopping."),
    }
    let _ = told.send(());
    tokio::select! {
        done = &mut server => ended(done),
        () = tokio::time::sleep(GRACE) => Ok(()),
        // Asked a second time, it ends at once.
        () = signals.next() => Ok(()),
    }
}

fn ended(done: Result<io::Result<()>, JoinError>) -> Result<(), Failure> {
    match done {
        Ok(served) => Ok(served?),
        Err(error) => Err(Failure(format!("the server ended: {error}"))),
    }
}

fn app(args: &Args, store: Option<Store>) -> Router {
    let origins = Arc::new(Origins {
        any: args.allow_origin.iter().any(|origin| origin == "*"),
        named: args.allow_origin.clone(),
    });
    let files = ServeDir::new(&args.dir).not_found_service(site::not_found.into_service());
    let mut app = Router::new().route("/healthz", get(site::healthz)).fallback_service(files);
    if let Some(store) = store {
        if let Some(share) = &args.share {
            app = app.route(share, get(site::share).with_state(store.clone()));
        }
        let collector = Collector { store, origins: Arc::clone(&origins) };
        let endpoint = post(collect::post).options(collect::options).fallback(collect::other);
        app = app.route(&args.collect, endpoint.with_state(collector));
    }
    let dress = Dress { strict: args.strict_csp, origins };
    app.layer(CompressionLayer::new()).layer(middleware::from_fn_with_state(dress, site::dress))
}

/// What asks a process to end: Ctrl+C, and SIGTERM where there is one.
struct Signals {
    #[cfg(unix)]
    interrupt: unix::Signal,
    #[cfg(unix)]
    terminate: unix::Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            interrupt: unix::signal(unix::SignalKind::interrupt())?,
            #[cfg(unix)]
            terminate: unix::signal(unix::SignalKind::terminate())?,
        })
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
