//! What a tablet that stands in a shop doesn't do: menus, dragging, zooming by gesture or key. Selecting is the style sheet's to
//! forbid, and there is no link to follow.

use crate::page::document;
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, WheelEvent};

/// What is never wanted, whatever it is made with. `gesturestart` is Safari's zooming with two fingers.
const NEVER: [&str; 3] = ["contextmenu", "dragstart", "gesturestart"];

fn refuse(event: &'static str, unwanted: impl Fn(&Event) -> bool + 'static) -> EventListener {
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(&document(), event, options, move |event| {
        if unwanted(event) {
            event.prevent_default();
        }
    })
}

/// Holds as long as the listeners are kept.
pub(crate) fn guard() -> Vec<EventListener> {
    let mut guards: Vec<_> = NEVER.iter().map(|event| refuse(event, |_| true)).collect();
    guards.push(refuse("wheel", |event| event.dyn_ref::<WheelEvent>().is_some_and(|wheel| wheel.ctrl_key())));
    guards.push(refuse("keydown", |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return false };
        (key.ctrl_key() || key.meta_key()) && ["+", "-", "=", "0"].contains(&key.key().as_str())
    }));
    guards
}
