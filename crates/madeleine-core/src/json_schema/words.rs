//! What the schemas say in words: one sentence or two for every key, by its place, and what a key stands for where it is
//! left out. `[]` is an element of a list, `: word` one of the words that may stand there. A test fails when a key has
//! no description, or a description no key.

use super::Tree;

/// Of a survey definition.
pub(super) const DEFINITION: &[(&str, &str)] = &[
    ("", "What is asked, when and where, and where the answers go."),
    ("$schema", "Where this schema lies, for the editor. The widget passes it over."),
    ("v", "Version of the format: 1."),
    (
        "id",
        "The survey's name in responses, files and the browser's storage. Keep it for ever: a new id is a new survey.",
    ),
    ("version", "Count it up with every change of what is asked. Reports keep versions apart."),
    (
        "locales",
        "The languages it speaks; the first one stands in where the page's isn't among them. Words come with the widget.",
    ),
    ("locales[]", "A language, with a region if you like: pt-BR takes the words of pt where it has none of its own."),
    ("brand", "What {brand} in the words stands for: the name that customers know you by."),
    (
        "touchpoint",
        "Where in your world it asks: checkout, delivery, support … It chooses the wording of a question that has one for that place, and reports group by it.",
    ),
    ("stage", "Stage of the customer journey, in a word of your own; written into each response."),
    ("channel", "Channel, in a word of your own: web, store, phone …; written into each response."),
    ("ask", "When and whom to ask. Leave it out where the survey stands in its own <madeleine-survey> element."),
    (
        "ask.when",
        "What has to happen: an event that the page tells, or its load. Without either, the script tag never asks.",
    ),
    (
        "ask.when.event",
        "The event that calls for the survey, as the page tells it: madeleine(\"event\", \"order_confirmed\").",
    ),
    ("ask.when.load", "true asks as soon as the page has loaded."),
    ("ask.when.delay_ms", "Milliseconds to wait after the event or the load."),
    ("ask.where", "On which pages it may ask; on all of them where this is left out."),
    ("ask.where.url", "Paths of pages on which it may ask: one of them has to fit."),
    ("ask.where.url[]", "A path; * stands for anything: /thank-you*."),
    ("ask.sample", "The share of page visits that are asked, from 0 to 1; written into each response."),
    ("surface", "How the survey stands in the page."),
    ("surface: popover", "In the corner, above the page, never modal."),
    ("surface: inline", "In the flow of the page, where its element stands."),
    ("items", "The questions, in their order. One at a time is shown."),
    ("item", "One question."),
    (
        "item.id",
        "The question's name in responses, and the start of its own wording key: \"<id>.question\". Each item has its own.",
    ),
    ("item.instrument", "What is asked, on which scale, and how it is scored."),
    (
        "item.subject",
        "What it is asked about. barometer and orientation have subjects of their own; kano_with, kano_without and moment take any id of yours, and moment's \"end\" is the end of a journey.",
    ),
    ("item.question", "Wording key of the question, in the place of the instrument's usual one."),
    (
        "item.options",
        "Wording keys of the options, for an instrument of which several may be chosen. reasons needs them; emotions and influence have their own, of which you may list fewer.",
    ),
    ("item.options[]", "Wording key of an option, as in reason.checkout.fees."),
    ("item.max", "Most options that a person may choose."),
    ("item.max_chars", "Most characters of an open answer."),
    ("item.optional", "Whether a person may pass the question over."),
    ("item.show_if", "Whether the question is shown, given the answers before it. Without it, always."),
    (
        "condition",
        "One of: an answer that compares so, an answer at all, any or all of several conditions, or chance. It looks back only, so a survey always ends.",
    ),
    ("condition.item", "Id of an earlier question, whose answer is compared with value."),
    ("condition.op", "How the answer is compared."),
    ("condition.op: ==", "It is one of the values."),
    ("condition.op: <=", "It is a code of a scale, at most the value."),
    ("condition.op: >=", "It is a code of a scale, at least the value."),
    ("condition.op: in", "It is one of the values; of several chosen options, one is."),
    ("condition.value", "What the answer is compared with: codes of a scale, or wording keys of options."),
    ("condition.answered", "Id of an earlier question that was shown and answered, not passed over."),
    ("condition.any", "At least one of these holds."),
    ("condition.all", "All of these hold."),
    ("condition.probability", "Shown by chance to this share of people, from 0 to 1."),
    ("condition.else_any", "With probability: shown as well if one of these holds."),
    (
        "text",
        "Words of your own, by language and wording key. They take the place of those that come with the widget, and answers to other words are another series.",
    ),
    ("text{}", "The words of one language, by wording key: \"<item id>.question\", or any key of the catalogue."),
    ("text{}{}", "The words. {brand} stands for the brand, {feature} for what an item is asked about."),
    (
        "context",
        "Names of what the page may say about the occasion, such as order_band. Anything else it says isn't kept.",
    ),
    ("context[]", "A name. Choose what doesn't identify anybody."),
    ("deliver", "Where responses go."),
    ("deliver[]", "One receiver."),
    (
        "deliver[].to",
        "An address that takes a POST, a path of your site, or \"event\": a DOM event on the survey's element.",
    ),
    ("deliver[].as", "The form in which they go."),
    ("deliver[].as: json", "One line of JSON, as text/plain."),
    ("privacy", "What is kept, and how finely."),
    ("privacy.time", "How finely times are kept."),
    ("privacy.time: minute", "To the minute."),
    ("privacy.time: hour", "To the hour."),
    ("privacy.time: day", "To the day."),
];

/// What stands for a key that is left out of a definition.
pub(super) const DEFAULTS: &[(&str, Tree)] = &[
    ("version", Tree::Whole(1)),
    ("ask.when.load", Tree::Raw("false")),
    ("ask.when.delay_ms", Tree::Whole(0)),
    ("ask.sample", Tree::Whole(1)),
    ("item.max", Tree::Whole(3)),
    ("item.max_chars", Tree::Whole(500)),
    ("item.optional", Tree::Raw("false")),
];

/// Of a response.
pub(super) const RESPONSE: &[(&str, &str)] = &[
    (
        "",
        "One snapshot of one sitting, on a line of its own. Snapshots are cumulative: of a response_id the highest seq counts. A key that isn't known is passed over, one that is null counts as absent.",
    ),
    ("v", "Version of the format: 1."),
    (
        "response_id",
        "128 random bits, minted at the first answer and never used again: it names a response, not a person.",
    ),
    ("seq", "1, 2, 3 …: one more with each snapshot."),
    ("survey", "Id of the survey definition."),
    ("survey_version", "Its version."),
    ("wording", "Fingerprint of the words that were shown: it changes when a question, label or option does."),
    ("state", "How far the sitting got."),
    ("state: displayed", "Shown, nothing answered."),
    ("state: started", "Begun."),
    ("state: partial", "At least one answer, not all."),
    ("state: completed", "Answered to the end."),
    ("state: dismissed", "Closed before the end."),
    ("touchpoint", "Where in the owner's world it was asked."),
    ("stage", "Stage of the journey, if the definition names one."),
    ("channel", "Channel, if the definition names one."),
    ("journey", "Name of a journey that ties several responses together, if the owner gives one."),
    ("locale", "Language of the words that were shown."),
    ("surface", "How it stood in the page: popover, inline."),
    ("device", "phone, tablet or desktop: no more is kept of the device."),
    (
        "shown_at",
        "When the first question was shown, UTC, cut as the definition's privacy.time says: 2026-11-21T10:02Z, or 2026-11-21.",
    ),
    ("submitted_at", "When this snapshot was made, cut likewise."),
    (
        "answers",
        "Answer by item id: the code of a scale, the wording key of an option, a list of them, or words. -1 is passed over, -2 is \"I don't know\"; an item that wasn't shown is absent or null.",
    ),
    ("answers{}", "One answer. Text of more than 4000 characters is cut when it is read."),
    ("answers{}[]", "Wording key of a chosen option."),
    ("instruments", "Instrument by item id, so that a file explains itself."),
    ("instruments{}", "An instrument: csat, ces2 …"),
    ("subjects", "What an item is asked about, by item id, for instruments that have subjects."),
    ("subjects{}", "A subject."),
    ("shown", "Ids of the items that were shown, in their order."),
    ("shown[]", "Id of an item."),
    ("ms", "Milliseconds from showing an item to its answer, by item id."),
    ("ms{}", "Milliseconds."),
    ("context", "What the page said about the occasion, in names that the definition lists."),
    ("context{}", "A word of the page."),
    ("sample", "Share of visits that were asked."),
    ("durability", "Where the snapshot lay before it was sent."),
    ("durability: disk", "In the browser's database, transaction complete."),
    ("durability: mem", "In memory only, because storage was refused."),
];

/// What stands for a key that is left out of a response.
pub(super) const RESPONSE_DEFAULTS: &[(&str, Tree)] = &[("survey_version", Tree::Whole(0))];
