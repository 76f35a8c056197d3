//! The TypeScript of the model is made from its Rust: this fails when the two have drifted apart.

use crate::{Request, Shown};
use std::path::Path;
use ts_rs::{Config, TS, TypeVisitor};

const HEAD: &str = "// Made from the Rust types of madeleine-report by its tests; don't edit. To make it anew:\n\
                    //   MADELEINE_WRITE_TYPES=1 cargo test -p madeleine-report types\n";

struct Declared<'a>(Vec<(String, String)>, &'a Config);

impl TypeVisitor for Declared<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only what has a place of its own is declared: not strings, numbers and lists.
        if T::output_path().is_none() || self.0.iter().any(|(name, _)| *name == T::ident(self.1)) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        self.0.push((T::ident(self.1), format!("{docs}export {}\n", indented(&T::decl(self.1)))));
        T::visit_dependencies(self);
    }
}

/// An object type with one member a line.
fn indented(declaration: &str) -> String {
    let Some((head, members)) = declaration.split_once(" = { \n") else { return declaration.into() };
    let members = members.strip_suffix(" };").expect("an object type ends where its declaration does");
    let members: String =
        members.lines().map(|line| format!("  {}\n", line.trim_end().trim_end_matches(','))).collect();
    format!("{head} = {{\n{members}}};")
}

#[test]
fn types() {
    let config = Config::new().with_large_int("number");
    let mut declared = Declared(Vec::new(), &config);
    declared.visit::<Request>();
    declared.visit::<Shown>();
    let mut made = HEAD.to_string();
    // The order of dependencies isn't the same in every compilation.
    declared.0.sort();
    for (_, declaration) in declared.0 {
        made.push('\n');
        made.push_str(&declaration);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/report/report-types.d.ts");
    if std::env::var_os("MADELEINE_WRITE_TYPES").is_some() {
        std::fs::write(&path, &made).expect("the file can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == made,
        "www/report/report-types.d.ts isn't what the Rust types say. To make it anew: MADELEINE_WRITE_TYPES=1 cargo test -p madeleine-report types"
    );
}
