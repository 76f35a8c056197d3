//! The formats that are read, and good files of each, taken from the tests of others.

use crate::{responses, sheets};

/// A format that a reader reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A survey definition.
    Definition,
    /// Responses, one a line.
    Ndjson,
    /// Responses, one a row.
    Csv,
    /// Tallies.
    Tally,
    /// Parquet files.
    Parquet,
    /// Excel workbooks.
    Workbook,
}

macro_rules! surveys {
    ($($name:literal)*) => { &[$(include_str!(concat!("../../../www/surveys/", $name, ".survey.json"))),*] };
}

const DEFINITIONS: &[&str] = surveys![
    "barometer" "checkout" "content" "delivery" "employees" "kano" "memory" "moments" "moments-basket" "opinion" "returns" "store"
    "support" "support-memory"
];

const NDJSON: &[&str] = &[
    include_str!("../../wire/v1/responses.ndjson"),
    include_str!("../../wire/v1/broken.ndjson"),
    concat!(
        r#"{"v":1,"response_id":"m1","seq":1,"survey":"m","journey":"j1","touchpoint":"basket","submitted_at":"2026-11-21T10:02Z","answers":{"moment.search":2,"moment.end":5},"subjects":{"q":"practical"},"instruments":{"q":"barometer","k":"kano_with"},"layout":{"order":"high_first"},"orders":{"why":["reason.other","x"]},"durability":"mem"}"#,
        "\n",
        r#"{"v":1,"response_id":"m1","seq":3,"survey":"m","journey":"j1","answers":{"nms":"nms.both","fcr":"fcr.yes","contacts":"fcr.t2","emo":["emo.joy","emo.trust"],"kano_with.gift":"kano5.1","kano_without.gift":"kano5.5","comment":"=1+1 <b>"},"shown":["nms"]}"#,
        "\n",
    ),
];

const CSV: &[&str] = &[
    include_str!("../../wire/v1/responses.csv"),
    include_str!("../../wire/v1/responses.semicolon.csv"),
    include_str!("../../wire/v1/broken.csv"),
    include_str!("../../wire/v1/csat.csv"),
    include_str!("../../wire/v1/dated.csv"),
    "response_id\tseq\tcsat\tanswers.q\tinstruments.q\tms.q\tcontext.a b\na\t1\t5\t\"2\t\"\tces2\t12\tx\r\na\t2\t-1\t\t\t\t\"y\n\"\n",
];

const TALLY: &[&str] = &[
    concat!(
        r#"{"v":1,"kind":"tally","by":"touchpoint,period=week","zone":"Europe/Paris","responses":7,"not_scored":[["q",2]],"cells":["#,
        r#"{"segments":["checkout"],"period":"2026-W47","measure":"csat","counts":[0,0,1,2,4],"missing":{"skipped":1,"not_shown":2}},"#,
        r#"{"segments":[null],"measure":"emotions","base":2,"options":[["emo.joy",2],["emo.anger",1]],"sets":[0,1,1]},"#,
        r#"{"segments":["x"],"period":"2026-W01","measure":"open","answered":3},"#,
        r#"{"segments":["x"],"period":"2026-W01","measure":"barometer.cognitive","counts":[0,0,0,0,1,0,0,0,0,0,"9007199254740993"]}],"#,
        r#""peak_end":{"index":{"base":1,"sum":"4","squares":"16"},"mean":{"base":1,"sum":"4","squares":"16"},"largest_change":[["search",1]],"incomplete":2}}"#,
    ),
    r#"{"v":1,"kind":"tally","by":"","responses":3,"not_scored":[],"cells":[{"segments":[],"measure":"csat","weighted":[[0,"0","0"],[0,"0","0"],[1,"1048576","1099511627776"],[0,"0","0"],[2,"2097152","2199023255552"]]}]}"#,
    include_str!("../../wire/tally/v1/tally.json"),
];

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Definition, Self::Ndjson, Self::Csv, Self::Tally, Self::Parquet, Self::Workbook];

    /// Its name in commands and folders.
    pub fn name(self) -> &'static str {
        ["definition", "ndjson", "csv", "tally", "parquet", "workbook"][self as usize]
    }

    /// The format of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Whether bytes are tried as this format: the reader of responses knows its two by their first character.
    pub fn claims(self, bytes: &[u8]) -> bool {
        match self {
            Self::Ndjson => responses::is_ndjson(bytes),
            Self::Csv => !responses::is_ndjson(bytes),
            Self::Definition | Self::Tally => true,
            Self::Parquet | Self::Workbook => sheets::is(self, bytes),
        }
    }

    /// Good files, where they are text.
    pub(crate) fn texts(self) -> &'static [&'static str] {
        [DEFINITIONS, NDJSON, CSV, TALLY, &[], &[]][self as usize]
    }

    /// Good files.
    pub fn seeds(self) -> Vec<&'static [u8]> {
        match self {
            Self::Parquet => sheets::PARQUET.iter().map(Vec::as_slice).collect(),
            Self::Workbook => sheets::WORKBOOKS.iter().map(Vec::as_slice).collect(),
            text => text.texts().iter().map(|seed| seed.as_bytes()).collect(),
        }
    }
}
