//! What a file is wrapped in, which its first bytes tell: gzip, and text in UTF-16.

use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;
use std::io::{self, Cursor, Read};

/// How gzip begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A source as the readers take it: unpacked, and in UTF-8 where it begins with the mark of UTF-16. All else comes as it is.
pub(crate) fn unwrapped(mut source: impl Read + 'static) -> io::Result<Box<dyn Read>> {
    let mut first = Vec::with_capacity(GZIP.len());
    source.by_ref().take(GZIP.len() as u64).read_to_end(&mut first)?;
    let packed = first == GZIP;
    let whole = Cursor::new(first).chain(source);
    let plain: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) };
    // What is wrong with UTF-8 is said by line, so it isn't mended here.
    Ok(Box::new(DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(false).build(plain)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(bytes).and_then(|()| packer.finish()).expect("packs")
    }

    fn read(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        unwrapped(Cursor::new(bytes.to_vec()))?.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn however_it_is_wrapped_the_text_is_the_same() {
        let text = "csat;Gerät\n5;Handy\n";
        let two = |of: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(of).collect::<Vec<u8>>();
        let little = [&[0xff, 0xfe][..], &two(u16::to_le_bytes)].concat();
        let big = [&[0xfe, 0xff][..], &two(u16::to_be_bytes)].concat();
        // A file that was packed in parts.
        let parts = [packed(&text.as_bytes()[..9]), packed(&text.as_bytes()[9..])].concat();
        for wrapped in [text.as_bytes().to_vec(), packed(text.as_bytes()), parts, little.clone(), big, packed(&little)]
        {
            let out = read(&wrapped).expect("reads");
            let out = out.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&out);
            assert_eq!(String::from_utf8_lossy(out), text);
        }
    }

    #[test]
    fn all_else_comes_as_it_is_and_a_torn_package_is_an_error() {
        for bytes in [&b""[..], b"c", b"\x1f", b"csat\n\xff5\n", b"\xef\xbb\xbfcsat\n5\n", b"PK\x03\x04"] {
            assert_eq!(read(bytes).expect("reads"), bytes);
        }
        let whole = packed(&[b'5'; 5_000]);
        assert!(read(&whole[..whole.len() / 2]).is_err());
    }
}
