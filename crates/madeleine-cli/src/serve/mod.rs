//! `madeleine serve`: the files of a page, and what people answer on it.

mod collect;
mod connections;
mod day;
mod heal;
mod journal;
mod known;
mod rate;
mod refusal;
mod site;
mod store;

use crate::plain::plain;
use crate::{Failure, print, say};
use axum::handler::HandlerWithoutStateExt;
use axum::routing::{get, post};
use axum::{Router, middleware};
use collect::{Collector, Origins};
use journal::Journal;
use rate::Rate;
use site::Dress;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};
use store::{Opened, Store};
#[cfg(unix)]
use tokio::signal::unix;
use tokio::sync::oneshot;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

/// How long requests that are under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Serve a folder and collect responses: POST /feedback appends to one NDJSON file a day
///
/// A response is acknowledged (204) once it is on disk. GET /healthz says whether answers can be kept. Browsers may keep for a year what lies in a folder that is named after its
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
    /// Begin a further file of the day, responses-YYYY-MM-DD.2.ndjson, once one holds so many MiB
    #[arg(long, value_name = "MIB", default_value_t = 256, value_parser = clap::value_parser!(u64).range(1..1 << 20))]
    rotate: u64,
    /// Most responses a minute from one address; 0 is no limit. This machine itself is not counted
    #[arg(long, value_name = "COUNT", default_value_t = 1_200)]
    rate: u32,
    /// A proxy stands in front: tell clients apart by the address that it adds last to X-Forwarded-For
    #[arg(long)]
    behind_proxy: bool,
    /// Seconds that a client may take to send a head or a body, or to take what it is sent
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    patience: u64,
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
    let journal = Arc::new(Journal::default());
    let opened = args.data.as_deref().map(|data| open(data, &args, &journal)).transpose()?;
    let (store, writer) = match opened {
        Some(Opened { store, thread, remembered }) => (Some((store, remembered)), Some(thread)),
        None => (None, None),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(serve(&args, store, &journal));
    // Connections that would not end go with it, and with them the last ways to the store.
    runtime.shutdown_timeout(Duration::from_secs(1));
    if let Some(writer) = writer {
        let _ = writer.join();
    }
    served?;
    journal.close();
    Ok(ExitCode::SUCCESS)
}

/// Opens the store, unless it would lie where everybody can read it.
fn open(data: &Path, args: &Args, journal: &Arc<Journal>) -> Result<Opened, Failure> {
    // It may not be there yet: then the folder counts in which it will be made.
    let there = data.ancestors().map(|path| if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let real = there.filter_map(|path| fs::canonicalize(path).ok()).next();
    if let (Some(real), Ok(dir)) = (real, fs::canonicalize(&args.dir))
        && real.starts_with(&dir)
    {
        let data = plain(&data.display().to_string());
        let why = "lies in the folder that is served: anybody could read the answers";
        return Err(Failure(format!("{data} {why}. Choose another --data.")));
    }
    Store::open(data, args.rotate * 1024 * 1024, Arc::clone(journal))
}

async fn serve(args: &Args, store: Option<(Store, usize)>, journal: &Arc<Journal>) -> Result<(), Failure> {
    let mut signals = Signals::listen()?;
    let listener = connections::listen(&args.host, args.port).await.map_err(|error| {
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

    let rate = Arc::new(Rate::new(args.rate, args.behind_proxy));
    let app = app(args, store.map(|(store, _)| store), &rate, journal);
    tokio::spawn(async move {
        let mut minutes = tokio::time::interval(Duration::from_secs(60));
        loop {
            minutes.tick().await;
            rate.forget();
        }
    });
    let (told, tell) = oneshot::channel::<()>();
    let stop = async {
        let _ = tell.await;
    };
    let patience = Duration::from_secs(args.patience);
    let mut server = std::pin::pin!(connections::serve(listener, app, patience, Arc::clone(journal), stop));
    tokio::select! {
        () = &mut server => return Ok(()),
        () = signals.next() => say("stopping."),
    }
    let _ = told.send(());
    tokio::select! {
        () = &mut server => {}
        () = tokio::time::sleep(GRACE) => {}
        // Asked a second time, it ends at once.
        () = signals.next() => {}
    }
    Ok(())
}

fn app(args: &Args, store: Option<Store>, rate: &Arc<Rate>, journal: &Arc<Journal>) -> Router {
    let origins = Arc::new(Origins {
        any: args.allow_origin.iter().any(|origin| origin == "*"),
        named: args.allow_origin.clone(),
    });
    let files = ServeDir::new(&args.dir).not_found_service(site::not_found.into_service());
    let mut app = Router::new().fallback_service(files);
    if let Some(store) = store {
        if let Some(share) = &args.share {
            app = app.route(share, get(site::share).with_state(store.clone()));
        }
        let patience = Duration::from_secs(args.patience);
        let collector = Collector { store, origins: Arc::clone(&origins), rate: Arc::clone(rate), patience };
        let endpoint = post(collect::post).options(collect::options).fallback(collect::other);
        app = app.route("/healthz", get(collect::healthz).with_state(collector.clone()));
        app = app.route(&args.collect, endpoint.with_state(collector));
    } else {
        app = app.route("/healthz", get(site::healthz));
    }
    let dress = Dress { strict: args.strict_csp, origins, journal: Arc::clone(journal) };
    app.layer(CompressionLayer::new()).layer(middleware::from_fn_with_state(dress, site::dress))
}

/// As every Linux has it but those on MIPS.
#[cfg(any(target_os = "linux", target_os = "macos"))]
const SIGXFSZ: i32 = 25;

/// What asks a process to end: Ctrl+C, and SIGTERM where there is one.
struct Signals {
    #[cfg(unix)]
    interrupt: unix::Signal,
    #[cfg(unix)]
    terminate: unix::Signal,
    /// A file may not grow any more. Taken, and not left to end the process: the write itself says so.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    _file_size: unix::Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            interrupt: unix::signal(unix::SignalKind::interrupt())?,
            #[cfg(unix)]
            terminate: unix::signal(unix::SignalKind::terminate())?,
            #[cfg(any(target_os = "linux", target_os = "macos"))]
            _file_size: unix::signal(unix::SignalKind::from_raw(SIGXFSZ))?,
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
