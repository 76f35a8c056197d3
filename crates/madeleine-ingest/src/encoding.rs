//! In which encoding a text is: UTF-8, or Windows-1252, in which spreadsheets still save CSV.

/// The letters from 0x80 to 0x9f; all above are as in Unicode (<https://encoding.spec.whatwg.org/windows-1252>).
const FROM_80: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// So many bytes are turned at a time; they become at most three times as many.
const CHUNK: usize = 4_096;

/// A letter of UTF-8 has so many bytes at most.
const LONGEST: usize = 4;

/// Turns the bytes of one file into UTF-8, as they come.
///
/// Its first letter that isn't ASCII tells: where that is one of UTF-8 all of the file is, and what isn't is damaged; else all of it is
/// Windows-1252. JSON is UTF-8, and what isn't is damaged. That doesn't depend on how the file was cut into pieces.
#[derive(Debug, Default)]
pub(crate) struct Encoding {
    known: Known,
    /// The beginning of the first letter, where its end hasn't come.
    open: Vec<u8>,
    /// The first byte of the file.
    first: Option<u8>,
    /// Whether more than that has come.
    begun: bool,
    /// The first that isn't a blank.
    sign: Option<u8>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Known {
    #[default]
    Ascii,
    Utf8,
    Windows1252,
}

impl Encoding {
    pub(crate) fn is_windows_1252(&self) -> bool {
        self.known == Known::Windows1252
    }

    /// Hands on a piece in UTF-8.
    pub(crate) fn push(&mut self, piece: &[u8], out: &mut dyn FnMut(&[u8])) {
        match self.known {
            Known::Utf8 => out(piece),
            Known::Windows1252 => turn(piece, out),
            Known::Ascii if self.open.is_empty() && piece.is_ascii() => {
                self.meet(piece);
                out(piece);
            }
            Known::Ascii if self.open.is_empty() => {
                let (ascii, rest) =
                    piece.split_at(piece.iter().position(|byte| !byte.is_ascii()).unwrap_or(piece.len()));
                self.meet(ascii);
                out(ascii);
                match self.told_by(rest) {
                    Some(known) => {
                        self.known = known;
                        self.push(rest, out);
                    }
                    None => self.open.extend_from_slice(rest),
                }
            }
            Known::Ascii => {
                let begun = self.open.len();
                self.open.extend_from_slice(&piece[..piece.len().min(LONGEST)]);
                if let Some(known) = self.told_by(&self.open) {
                    self.known = known;
                    let open = core::mem::take(&mut self.open);
                    self.push(&open[..begun], out);
                    self.push(piece, out);
                }
            }
        }
    }

    /// Hands on what is left at the end of the file.
    pub(crate) fn finish(&mut self, out: &mut dyn FnMut(&[u8])) {
        let open = core::mem::take(&mut self.open);
        if !open.is_empty() {
            self.known = Known::Windows1252;
            turn(&open, out);
        }
    }

    fn meet(&mut self, ascii: &[u8]) {
        if let [first, more @ ..] = ascii {
            self.begun |= self.first.is_some() || !more.is_empty();
            self.first.get_or_insert(*first);
            self.sign = self.sign.or_else(|| ascii.iter().find(|byte| !byte.is_ascii_whitespace()).copied());
        }
    }

    /// What the letter at the beginning says; `None` where its end hasn't come. Gzip and UTF-16, told by their first two bytes, and JSON
    /// stay as they are.
    fn told_by(&self, rest: &[u8]) -> Option<Known> {
        let is_packed = match self.first {
            None => matches!(rest, [0xff | 0xfe, ..]),
            Some(first) => !self.begun && first == 0x1f && rest.first() == Some(&0x8b),
        };
        if is_packed || self.sign == Some(b'{') {
            return Some(Known::Utf8);
        }
        match core::str::from_utf8(&rest[..rest.len().min(LONGEST)]) {
            Err(wrong) if wrong.valid_up_to() == 0 => wrong.error_len().map(|_| Known::Windows1252),
            _ => Some(Known::Utf8),
        }
    }
}

/// Hands on Windows-1252 as UTF-8.
fn turn(piece: &[u8], out: &mut dyn FnMut(&[u8])) {
    let mut text = String::new();
    for chunk in piece.chunks(CHUNK) {
        text.clear();
        text.extend(chunk.iter().map(|byte| match byte {
            0x80..=0x9f => FROM_80[usize::from(byte - 0x80)],
            byte => char::from(*byte),
        }));
        out(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(pieces: &[&[u8]]) -> (Vec<u8>, bool) {
        let (mut encoding, mut all) = (Encoding::default(), Vec::new());
        for piece in pieces {
            encoding.push(piece, &mut |text| all.extend_from_slice(text));
        }
        encoding.finish(&mut |text| all.extend_from_slice(text));
        (all, encoding.is_windows_1252())
    }

    #[test]
    fn the_first_letter_tells() {
        for (bytes, text, turned) in [
            (&b"csat;Ger\xe4t\n5;\x80 \x93Na ja\x94\n"[..], "csat;Gerät\n5;€ “Na ja”\n".as_bytes(), true),
            ("csat;Gerät\n5;€ “Na ja”\n".as_bytes(), "csat;Gerät\n5;€ “Na ja”\n".as_bytes(), false),
            // Damaged, not of another encoding.
            (b"Ger\xc3\xa4t \xe4\n", b"Ger\xc3\xa4t \xe4\n", false),
            (b"\xef\xbb\xbfcsat\n\xe4\n", b"\xef\xbb\xbfcsat\n\xe4\n", false),
            (b"caf\xe9", "café".as_bytes(), true),
            // Packed, or UTF-16.
            (b"\x1f\x8b\x08\xe4", b"\x1f\x8b\x08\xe4", false),
            // JSON is UTF-8, or damaged.
            (b"\n{\"a\":\"\xe4\"}", b"\n{\"a\":\"\xe4\"}", false),
            (b"\xff\xfec\0", b"\xff\xfec\0", false),
            (b"\xfe\xff\0c", b"\xfe\xff\0c", false),
            (b"", b"", false),
        ] {
            assert_eq!(read(&[bytes]), (text.to_vec(), turned), "{bytes:?}");
        }
    }

    #[test]
    fn every_letter_is_the_standards() {
        let all: Vec<u8> = (0..=255).collect();
        let (theirs, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&all);
        assert_eq!(read(&[b"x\xe4", &all]).0, ["xä", &theirs].concat().into_bytes());
    }

    proptest! {
        #[test]
        fn however_it_is_cut_it_is_the_same(bytes in prop::collection::vec(prop::sample::select(b"a\xc3\xa4\xe2\x82\xac\x1f\x8b\xff\n".to_vec()), 0..40), cuts in prop::collection::vec(0_usize..40, 0..6)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).chain([0, bytes.len()]).collect();
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|ends| &bytes[ends[0]..ends[1]]).collect();
            prop_assert_eq!(read(&pieces), read(&[&bytes]));
        }
    }
}
