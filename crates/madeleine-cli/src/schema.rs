//! `madeleine schema`: JSON Schemas of the open formats.

use crate::{Failure, print};
use clap::ValueEnum;
use clap::builder::PossibleValue;
use madeleine_core::json_schema;
use madeleine_stats::tally;
use std::process::ExitCode;

/// Print the JSON Schema of a format, for editors and other tools
///
/// Beside a definition as "$schema" it lets an editor complete and check what is written.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which format
    format: Format,
}

/// A format that has a schema.
#[derive(Clone, Copy)]
struct Format {
    name: &'static str,
    help: &'static str,
    /// Where the schema is checked in, in www/schemas.
    #[cfg_attr(not(test), allow(dead_code))]
    file: &'static str,
    schema: fn() -> String,
}

/// Every format that has one: the command, its help and the test of the files in www/schemas know no other list.
#[rustfmt::skip]
const FORMATS: &[Format] = &[
    Format { name: "definition", help: "A survey definition (*.survey.json)", file: "survey.schema.json", schema: json_schema::definition },
    Format { name: "response", help: "A response, one line of NDJSON", file: "response.schema.json", schema: json_schema::response },
    Format { name: "tally", help: "Tallies (*.tally.json)", file: "tally.schema.json", schema: tally::schema },
    Format { name: "mapping", help: "A mapping: what the columns of another tool's CSV are (*.mapping.json)", file: "mapping.schema.json", schema: madeleine_ingest::mapping_schema },
];

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        FORMATS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name).help(self.help))
    }
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, Failure> {
    print(&(args.format.schema)())?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::FORMATS;
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_schemas_in_the_repository_are_those_of_the_code() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/schemas");
        for format in FORMATS {
            let there = fs::read_to_string(folder.join(format.file)).unwrap_or_default();
            assert!(
                there == (format.schema)(),
                "www/schemas/{file} isn't what the code says. Make it anew, look at the difference, and commit it:\n  \
                 cargo run -p madeleine-cli -- schema {name} > www/schemas/{file}",
                file = format.file,
                name = format.name,
            );
        }
        let files = fs::read_dir(&folder).expect("www/schemas").map(|file| file.expect("a file").file_name());
        for file in files {
            assert!(
                FORMATS.iter().any(|format| *format.file == *file),
                "www/schemas holds {file:?}, which nothing makes"
            );
        }
    }
}
