//! The outbox in IndexedDB: the only storage of a browser that survives being killed right after the write.
//!
//! Every call opens the database anew: a handle can die (Safari in the background) and a dead one loses data.

use super::Record;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "madeleine";
const STORE: &str = "outbox";

/// Some browsers never answer the first `open`: then memory takes over.
const PATIENCE_MS: u32 = 1_000;

fn factory() -> Option<IdbFactory> {
    // Mere access throws where storage is blocked.
    web_sys::window()?.indexed_db().ok()?
}

/// A request as something to wait for.
fn settled(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

async fn open() -> Option<IdbDatabase> {
    let request: IdbOpenDbRequest = factory()?.open_with_u32(DATABASE, 1).ok()?;
    let create = Closure::once_into_js({
        let request = request.clone();
        move || {
            if let Ok(database) = request.result() {
                let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
            }
        }
    });
    request.set_onupgradeneeded(Some(create.unchecked_ref()));
    let too_late = future_to_promise(async {
        TimeoutFuture::new(PATIENCE_MS).await;
        Err(JsValue::NULL)
    });
    JsFuture::from(Promise::race(&Array::of2(&settled(&request), &too_late))).await.ok()?;
    request.result().ok().map(JsCast::unchecked_into)
}

/// Does something with the store in one transaction and waits until the transaction is complete.
async fn transact<T>(mode: IdbTransactionMode, work: impl AsyncFnOnce(&IdbObjectStore) -> Option<T>) -> Option<T> {
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(STORE, mode).ok()?;
    let complete = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    let result = work(&transaction.object_store(STORE).ok()?).await;
    let complete = JsFuture::from(complete).await;
    database.close();
    complete.ok().and(result)
}

pub(super) async fn usable() -> bool {
    match open().await {
        Some(database) => {
            database.close();
            true
        }
        None => false,
    }
}

/// Whether the records are on disk: the transaction is complete, not merely issued.
pub(super) async fn put(records: &[Record]) -> bool {
    let written = transact(IdbTransactionMode::Readwrite, async |store| {
        for record in records {
            store.put_with_key(&record.to_js(), &record.key().into()).ok()?;
        }
        Some(())
    });
    written.await.is_some()
}

/// Everything that lies on disk. A record that can't be read is passed over.
pub(super) async fn all() -> Vec<Record> {
    let read = transact(IdbTransactionMode::Readonly, async |store| {
        let request = store.get_all().ok()?;
        JsFuture::from(settled(&request)).await.ok()?;
        let list: Array = request.result().ok()?.unchecked_into();
        Some(list.iter().filter_map(|value| Record::from_js(&value)).collect())
    });
    read.await.unwrap_or_default()
}

/// Removes a record unless a later snapshot has taken its place meanwhile.
pub(super) async fn remove(sent: &Record) {
    let removed = transact(IdbTransactionMode::Readwrite, async |store| {
        let key = sent.key().into();
        let request = store.get(&key).ok()?;
        JsFuture::from(settled(&request)).await.ok()?;
        let stored = Record::from_js(&request.result().ok()?);
        if stored.is_none_or(|stored| stored.seq <= sent.seq) {
            store.delete(&key).ok()?;
        }
        Some(())
    });
    removed.await;
}
